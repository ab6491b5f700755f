"""The tags of `jv` by subject. Templates load `jv`, which gathers them."""
