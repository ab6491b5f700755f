import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('staff', '0003_plans_and_absences'),
        ('staff', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClosedMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='달')),
                ('revision', models.PositiveSmallIntegerField(default=0, verbose_name='판')),
                ('at', models.DateTimeField(verbose_name='마감 일시')),
                ('reason', models.CharField(blank=True, max_length=400, verbose_name='수정 사유')),
                ('document', models.TextField(editable=False, verbose_name='확정된 수치')),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('previous', models.CharField(blank=True, editable=False, max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='마감한 사람')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
            ],
            options={
                'verbose_name': '마감한 달',
                'verbose_name_plural': '마감한 달',
                'ordering': ['-month', '-revision'],
                'constraints': [models.UniqueConstraint(fields=('district', 'month', 'revision'), name='closed_month_revision_once'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='closed_month_first_day'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('revision', 0)), models.Q(('revision__gt', 0), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='closed_month_says_why')],
            },
        ),
    ]
