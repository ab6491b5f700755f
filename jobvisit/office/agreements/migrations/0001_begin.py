import django.contrib.postgres.fields
import django.db.models.deletion
import jobvisit.office.agreements.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('companies', '0002_staged_file'),
        ('staff', '0003_plans_and_absences'),
        ('staff', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, verbose_name='협약 번호')),
                ('title', models.CharField(max_length=120, verbose_name='협약 이름')),
                ('purpose', models.TextField(blank=True, verbose_name='목적')),
                ('state', models.CharField(default=jobvisit.office.agreements.states.AgreementState['DRAFT'], max_length=12, verbose_name='상태')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='시작일')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='끝나는 날')),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='점검하는 날')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='체결일')),
                ('stopped_on', models.DateField(blank=True, null=True, verbose_name='멈춘 날')),
                ('ended_because', models.CharField(blank=True, choices=[('fulfilled', '약속을 다 지킴'), ('firm_withdrew', '상대가 그만둠'), ('office_withdrew', '구청이 그만둠'), ('firm_gone', '상대가 없어짐'), ('not_reached', '협의가 이루어지지 않음'), ('merged', '다른 협약에 합침')], max_length=16, verbose_name='끝난 사유')),
                ('added_at', models.DateTimeField(verbose_name='등록일시')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('follows', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.agreement', verbose_name='앞선 협약')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='담당')),
            ],
            options={
                'verbose_name': '협약',
                'verbose_name_plural': '협약',
                'indexes': [models.Index(fields=['district', 'state', 'ends_on'], name='agreement_by_state')],
                'constraints': [models.UniqueConstraint(fields=('district', 'number'), name='agreement_number_once'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'negotiating', 'signed', 'active', 'review', 'renewed', 'expired', 'ended'])), name='agreement_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', [jobvisit.office.agreements.states.AgreementState['ACTIVE'], jobvisit.office.agreements.states.AgreementState['EXPIRED'], jobvisit.office.agreements.states.AgreementState['RENEWED'], jobvisit.office.agreements.states.AgreementState['REVIEW'], jobvisit.office.agreements.states.AgreementState['SIGNED']]), _negated=True), models.Q(('ends_on__isnull', False), ('signed_on__isnull', False), ('starts_on__isnull', False)), _connector='OR'), name='agreement_signed_has_days'), models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='agreement_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ended'), ('stopped_on__isnull', False), models.Q(('ended_because', ''), _negated=True)), models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_because', ''), ('stopped_on__isnull', True)), _connector='OR'), name='agreement_end_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='조항 번호')),
                ('jobs', models.CharField(max_length=120, verbose_name='직무')),
                ('occupations', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=6), default=list, size=None, verbose_name='직종 코드의 앞자리')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='agreements.agreement', verbose_name='협약')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.line', verbose_name='이어 가는 조항')),
            ],
            options={
                'verbose_name': '조항',
                'verbose_name_plural': '조항',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('district', 'agreement', 'number'), name='line_number_once')],
            },
        ),
        migrations.CreateModel(
            name='LineTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(verbose_name='언제부터')),
                ('promised', models.PositiveSmallIntegerField(verbose_name='약속 인원')),
                ('due_on', models.DateField(verbose_name='기한')),
                ('group', models.CharField(blank=True, max_length=40, verbose_name='먼저 소개할 집단')),
                ('basis', models.CharField(blank=True, max_length=120, verbose_name='법적 근거')),
                ('window_minutes', models.PositiveIntegerField(default=0, verbose_name='우선 시간(분)')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='고친 까닭')),
                ('at', models.DateTimeField(verbose_name='적은 일시')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decides', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contact', verbose_name='현장에서 정하는 사람')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='agreements.line', verbose_name='조항')),
            ],
            options={
                'verbose_name': '조항의 내용',
                'verbose_name_plural': '조항의 내용',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('promised__gt', 0)), name='terms_promise_somebody'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('from_on'))), name='terms_due_after_start'), models.CheckConstraint(condition=models.Q(('group', ''), models.Q(('basis', ''), _negated=True), _connector='OR'), name='terms_group_has_basis'), models.CheckConstraint(condition=models.Q(('window_minutes', 0), models.Q(('group', ''), _negated=True), _connector='OR'), name='terms_window_has_group')],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('firm', '사업체'), ('group', '사업체 여럿'), ('association', '협회·단체'), ('school', '학교·훈련기관')], max_length=12, verbose_name='종류')),
                ('name', models.CharField(max_length=120, verbose_name='이름')),
                ('representative', models.CharField(blank=True, max_length=80, verbose_name='대표자')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='agreements.agreement', verbose_name='협약')),
                ('company', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
            ],
            options={
                'verbose_name': '협약 상대',
                'verbose_name_plural': '협약 상대',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('district', 'agreement', 'name'), name='party_name_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'firm'), _negated=True), ('company__isnull', False), _connector='OR'), name='party_firm_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_on', models.DateField(verbose_name='들어온 날')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='나간 날')),
                ('branch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.branch')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company', verbose_name='사업체')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='agreements.party', verbose_name='협약 상대')),
            ],
            options={
                'verbose_name': '회원사',
                'verbose_name_plural': '회원사',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['district', 'company'], name='member_by_company')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_on__isnull', True)), fields=('district', 'party', 'company', 'branch'), name='member_present_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='member_leaves_after_joining')],
            },
        ),
        migrations.AddField(
            model_name='line',
            name='party',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.party'),
        ),
        migrations.CreateModel(
            name='SignedPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stored_as', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('kind', models.CharField(max_length=4, verbose_name='형식')),
                ('size', models.PositiveIntegerField(verbose_name='크기')),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='agreements.agreement')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
            ],
            options={
                'verbose_name': '체결한 협약서',
                'verbose_name_plural': '체결한 협약서',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('district', 'agreement', 'sha256'), name='signed_paper_once')],
            },
        ),
    ]
