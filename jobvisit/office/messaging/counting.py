"""Caps, counted by the database when the deed commits.

Counting while the caller still works would hold a lock of the whole district until he is done, and two callers who
each write to the same two people would wait for each other. A deferred constraint trigger counts at COMMIT, one
transaction of a district after the other (READ COMMITTED: each sees what the one before it committed). A message
that would pass a cap becomes `held` with the cap as its reason; one beyond the size that needs a second person
becomes `waiting_approval`. The deed itself always stands.

What was counted stays counted when the message is cancelled: the caps are then a little stricter, never looser.
"""

from datetime import date
from typing import Final

from jobvisit.office.messaging.rules import Cap, Caps

EVER: Final = date(1970, 1, 1)
"""The day under which a campaign is counted, which has no day."""
PERSON: Final = "person"
CAMPAIGN: Final = "campaign"
DAY: Final = "day"


def guard_sql() -> str:
    """SQL of the trigger. Idempotent; the default caps are those of `rules.Caps`."""
    usual = Caps()
    return f"""
CREATE OR REPLACE FUNCTION messaging_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  m messaging_message%ROWTYPE;
  most messaging_limits%ROWTYPE;
  on_day date;
  agreed boolean;
  n_person integer; n_campaign integer; n_day integer;
  reached text := '';
BEGIN
  SELECT * INTO m FROM messaging_message WHERE id = NEW.id;
  IF m.id IS NULL OR m.counted OR m.state NOT IN ('queued', 'waiting_approval') THEN RETURN NULL; END IF;
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'messages are counted at READ COMMITTED only';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('messaging_tally'), m.district_id::integer);
  on_day := (m.send_after AT TIME ZONE 'Asia/Seoul')::date;
  SELECT * INTO most FROM messaging_limits
    WHERE district_id = m.district_id AND valid_from <= on_day ORDER BY valid_from DESC LIMIT 1;
  SELECT COALESCE(max(counted) FILTER (WHERE scope = '{PERSON}' AND name = m.address_key AND day = on_day), 0),
         COALESCE(max(counted) FILTER (WHERE scope = '{CAMPAIGN}' AND name = m.campaign), 0),
         COALESCE(max(counted) FILTER (WHERE scope = '{DAY}' AND day = on_day), 0)
    INTO n_person, n_campaign, n_day
    FROM messaging_tally WHERE district_id = m.district_id AND (
      (scope = '{PERSON}' AND name = m.address_key AND day = on_day)
      OR (scope = '{CAMPAIGN}' AND name = m.campaign AND day = '{EVER}')
      OR (scope = '{DAY}' AND name = '' AND day = on_day));
  IF n_person >= COALESCE(most.person_per_day, {usual.person_per_day}) THEN reached := '{Cap.PERSON}';
  ELSIF m.campaign <> '' AND n_campaign >= COALESCE(most.campaign, {usual.campaign}) THEN reached := '{Cap.CAMPAIGN}';
  ELSIF n_day >= COALESCE(most.district_per_day, {usual.district_per_day}) THEN reached := '{Cap.DAY}';
  END IF;
  IF reached <> '' THEN
    UPDATE messaging_message SET state = 'held', reason = reached WHERE id = m.id;
    RETURN NULL;
  END IF;
  INSERT INTO messaging_tally (district_id, scope, name, day, counted)
    SELECT m.district_id, scope, name, day, 1 FROM (VALUES
      ('{PERSON}', m.address_key, on_day), ('{DAY}', '', on_day), ('{CAMPAIGN}', m.campaign, DATE '{EVER}')
    ) AS counts (scope, name, day) WHERE scope <> '{CAMPAIGN}' OR name <> ''
    ON CONFLICT (district_id, scope, name, day) DO UPDATE SET counted = messaging_tally.counted + 1;
  SELECT approved_at IS NOT NULL INTO agreed FROM messaging_campaign
    WHERE district_id = m.district_id AND code = m.campaign;
  IF m.state = 'queued' AND m.campaign <> '' AND m.approved_at IS NULL AND NOT COALESCE(agreed, false)
     AND n_campaign >= COALESCE(most.approval_above, {usual.approval_above}) THEN
    UPDATE messaging_message SET counted = true, state = 'waiting_approval' WHERE id = m.id;
  ELSE
    UPDATE messaging_message SET counted = true WHERE id = m.id;
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS count_at_commit ON messaging_message;
CREATE CONSTRAINT TRIGGER count_at_commit AFTER INSERT ON messaging_message
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION messaging_count();
"""
