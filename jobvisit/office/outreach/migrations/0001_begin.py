import django.db.models.deletion
import jobvisit.office.outreach.states
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('companies', '0001_begin'),
        ('staff', '0001_begin'),
        ('staff', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='이름')),
                ('channel', models.CharField(choices=[('letter', '우편'), ('email', '전자우편'), ('sms', '문자')], default='letter', max_length=8, verbose_name='보내는 길')),
                ('chosen', models.JSONField(default=dict, verbose_name='고른 조건')),
                ('fixed_on', models.DateField(verbose_name='명단을 정한 날')),
                ('expires_on', models.DateField(verbose_name='답을 기다리는 날')),
                ('made_at', models.DateTimeField(verbose_name='만든 일시')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='중단 일시')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '안내문 발송',
                'verbose_name_plural': '안내문 발송',
                'ordering': ['-made_at'],
                'constraints': [models.UniqueConstraint(fields=('district', 'name'), name='campaign_name_once'), models.CheckConstraint(condition=models.Q(('expires_on__gt', models.F('fixed_on'))), name='campaign_waits')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('hiring', '구인 발굴'), ('agreement', '협약')], default='hiring', max_length=10, verbose_name='목적')),
                ('state', models.CharField(default=jobvisit.office.outreach.states.CaseState['TO_CONTACT'], max_length=14, verbose_name='상태')),
                ('next_action', models.CharField(blank=True, max_length=14, verbose_name='다음 할 일')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='다음 날짜')),
                ('refusal', models.CharField(blank=True, max_length=20, verbose_name='거절 사유')),
                ('closed_because', models.CharField(blank=True, max_length=12, verbose_name='종결 사유')),
                ('misses', models.PositiveSmallIntegerField(default=0, verbose_name='잇따른 부재')),
                ('opened_at', models.DateTimeField(verbose_name='시작 일시')),
                ('last_contact_at', models.DateTimeField(blank=True, null=True, verbose_name='마지막 접촉')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company', verbose_name='사업체')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='담당')),
            ],
            options={
                'verbose_name': '방문 건',
                'verbose_name_plural': '방문 건',
                'indexes': [models.Index(fields=['district', 'owner', 'next_on'], name='case_due'), models.Index(fields=['district', 'state'], name='case_by_state')],
                'constraints': [models.UniqueConstraint(fields=('district', 'company', 'purpose'), name='case_once'), models.CheckConstraint(condition=models.Q(('state__in', ['to_contact', 'contacting', 'visit_agreed', 'visited', 'open_order', 'no_need', 'refused', 'dormant', 'closed'])), name='case_state_known'), models.CheckConstraint(condition=models.Q(('state__in', ['closed', 'refused']), models.Q(('next_on__isnull', False), ('owner__isnull', False), models.Q(('next_action', ''), _negated=True)), _connector='OR'), name='case_never_ownerless'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('refusal', ''), _negated=True), _connector='OR'), name='case_refusal_has_code'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('closed_because', ''), _negated=True), _connector='OR'), name='case_closed_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('channel', models.CharField(choices=[('call', '전화'), ('visit', '방문'), ('letter', '편지 답장'), ('message', '문자·전자우편'), ('meeting', '센터에서')], default='call', max_length=10, verbose_name='경로')),
                ('outcome', models.CharField(max_length=14, verbose_name='결과')),
                ('answer', models.CharField(blank=True, max_length=14, verbose_name='답')),
                ('promise', models.CharField(blank=True, max_length=200, verbose_name='약속한 것')),
                ('note', models.TextField(blank=True, verbose_name='메모')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='직원')),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contact')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='outreach.case')),
            ],
            options={
                'verbose_name': '연락 기록',
                'verbose_name_plural': '연락 기록',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['district', 'case', '-at'], name='attempt_timeline')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='번호')),
                ('state', models.CharField(default=jobvisit.office.outreach.states.NoticeState['DRAFTED'], max_length=10, verbose_name='상태')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='보낸 일시')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='답 또는 만료 일시')),
                ('answer', models.CharField(blank=True, max_length=14, verbose_name='답')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='outreach.campaign')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('zone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.zone')),
            ],
            options={
                'verbose_name': '안내문',
                'verbose_name_plural': '안내문',
                'ordering': ['number'],
                'indexes': [models.Index(fields=['district', 'company'], name='notice_of_company'), models.Index(fields=['district', 'campaign', 'state'], name='notice_by_state')],
                'constraints': [models.UniqueConstraint(fields=('district', 'campaign', 'company'), name='notice_once'), models.UniqueConstraint(fields=('district', 'campaign', 'number'), name='notice_number_once'), models.CheckConstraint(condition=models.Q(('state__in', ['drafted', 'sent', 'delivered', 'failed', 'answered', 'expired'])), name='notice_state_known')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='이름')),
                ('purpose', models.CharField(blank=True, max_length=300, verbose_name='목적')),
                ('starts_on', models.DateField(verbose_name='시작일')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='종료일')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '집중 방문',
                'verbose_name_plural': '집중 방문',
                'constraints': [models.UniqueConstraint(fields=('district', 'name'), name='target_name_once')],
            },
        ),
        migrations.CreateModel(
            name='TargetFirm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='firms', to='outreach.target')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('district', 'target', 'company'), name='target_firm_once')],
            },
        ),
        migrations.AddField(
            model_name='target',
            name='companies',
            field=models.ManyToManyField(related_name='+', through='outreach.TargetFirm', to='companies.company'),
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(default=jobvisit.office.outreach.states.VisitState['PROPOSED'], max_length=10, verbose_name='상태')),
                ('on', models.DateField(verbose_name='날짜')),
                ('at', models.TimeField(blank=True, null=True, verbose_name='약속 시각')),
                ('minutes', models.PositiveSmallIntegerField(default=30, verbose_name='예상 시간(분)')),
                ('place_in_day', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='그날의 순서')),
                ('arrived_at', models.DateTimeField(blank=True, null=True, verbose_name='도착')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='마침')),
                ('arrived_lat', models.FloatField(blank=True, null=True)),
                ('arrived_lon', models.FloatField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, max_length=14, verbose_name='결과')),
                ('report', models.TextField(blank=True, verbose_name='방문 보고')),
                ('because', models.CharField(blank=True, max_length=200, verbose_name='사유')),
                ('cancelled_by_firm', models.BooleanField(blank=True, null=True, verbose_name='사업체가 취소')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('branch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.branch')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='outreach.case', verbose_name='방문 건')),
                ('companion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('counsellor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='상담사')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
            ],
            options={
                'verbose_name': '방문',
                'verbose_name_plural': '방문',
                'ordering': ['on', 'place_in_day', 'at', 'id'],
                'indexes': [models.Index(fields=['district', 'counsellor', 'on'], name='visit_day'), models.Index(fields=['district', 'companion', 'on'], name='visit_day_of_companion'), models.Index(fields=['district', 'case', '-on'], name='visit_of_case')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'confirmed', 'under_way', 'done', 'missed', 'incident', 'cancelled'])), name='visit_state_known'), models.CheckConstraint(condition=models.Q(('companion__isnull', True), models.Q(('companion', models.F('counsellor')), _negated=True), _connector='OR'), name='visit_pair_of_two'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['cancelled', 'incident']), _negated=True), models.Q(('because', ''), _negated=True), _connector='OR'), name='visit_says_why'), models.UniqueConstraint(condition=models.Q(('at__isnull', False), ('state__in', ['proposed', 'confirmed', 'under_way'])), fields=('district', 'counsellor', 'on', 'at'), name='visit_one_at_a_time')],
            },
        ),
    ]
