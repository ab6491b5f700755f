import django.db.models.deletion
import jobvisit.office.outreach.states
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0002_board_list'),
        ('staff', '0002_login_failures'),
        ('staff', '__first__'),
    ]

    operations = [
        migrations.AddField(
            model_name='campaign',
            name='body',
            field=models.TextField(blank=True, verbose_name='본문'),
        ),
        migrations.AddField(
            model_name='campaign',
            name='title',
            field=models.CharField(blank=True, max_length=80, verbose_name='제목'),
        ),
        migrations.AddField(
            model_name='notice',
            name='closed_token',
            field=models.BinaryField(null=True),
        ),
        migrations.CreateModel(
            name='Work',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('letters', '안내문 만들기'), ('messages', '안내문 보내기'), ('plan', '방문 계획 짜기')], max_length=10, verbose_name='종류')),
                ('subject_id', models.BigIntegerField(verbose_name='대상 번호')),
                ('state', models.CharField(default=jobvisit.office.outreach.states.WorkState['WAITING'], max_length=10, verbose_name='상태')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='한 것')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='모두')),
                ('asked_at', models.DateTimeField(verbose_name='시킨 일시')),
                ('beat_at', models.DateTimeField(verbose_name='마지막 소식')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='끝난 일시')),
                ('stop_asked', models.BooleanField(default=False, verbose_name='그만두라고 함')),
                ('problem', models.CharField(blank=True, max_length=200, verbose_name='문제')),
                ('result', models.BinaryField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
            ],
            options={
                'verbose_name': '오래 걸리는 일',
                'verbose_name_plural': '오래 걸리는 일',
                'ordering': ['-asked_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'cancelled', 'failed'])), name='work_state_known'), models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running'])), fields=('district', 'kind', 'subject_id'), name='work_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='WorkPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('work', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='outreach.work')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('district', 'work', 'key'), name='work_part_once')],
            },
        ),
    ]
