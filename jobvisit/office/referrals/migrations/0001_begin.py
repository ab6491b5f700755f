import django.contrib.postgres.fields
import django.db.models.deletion
import jobvisit.office.referrals.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('companies', '0001_begin'),
        ('matches', '0001_begin'),
        ('orders', '0001_begin'),
        ('seekers', '0001_begin'),
        ('staff', '0001_begin'),
        ('staff', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='InterviewSlot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='면접 일시')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='면접 장소')),
                ('places', models.PositiveSmallIntegerField(default=1, verbose_name='볼 수 있는 인원')),
                ('taken', models.PositiveSmallIntegerField(default=0, verbose_name='예약 인원')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.joborder', verbose_name='구인')),
            ],
            options={
                'verbose_name': '면접 시간',
                'verbose_name_plural': '면접 시간',
                'ordering': ['at'],
                'constraints': [models.UniqueConstraint(fields=('district', 'order', 'at'), name='slot_once'), models.CheckConstraint(condition=models.Q(('taken__lte', models.F('places'))), name='slot_not_overbooked')],
            },
        ),
        migrations.CreateModel(
            name='OrderWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('still_looking', '아직 구함'), ('close', '그만 구함'), ('result', '결과를 알려 줌')], max_length=16, verbose_name='답')),
                ('source', models.CharField(choices=[('spoken_visit', '방문해서 들음'), ('spoken_phone', '전화로 들음'), ('spoken_desk', '창구에서 들음'), ('link', '링크로 답함'), ('sms', '문자로 답함'), ('paper', '서류'), ('office', '센터의 판단'), ('system', '저절로')], max_length=16, verbose_name='들은 곳')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.joborder', verbose_name='구인')),
            ],
            options={
                'verbose_name': '사업주의 답',
                'verbose_name_plural': '사업주의 답',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['district', 'order', '-at'], name='order_word_latest')],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('start_on', models.DateField(verbose_name='근무 시작일')),
                ('state', models.CharField(choices=[('claimed', 'claimed'), ('confirmed', 'confirmed'), ('documented', 'documented'), ('started', 'started'), ('retained', 'retained'), ('ended', 'ended'), ('annulled', 'annulled')], max_length=12, verbose_name='상태')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='퇴사일')),
                ('left_from', models.CharField(blank=True, max_length=12, verbose_name='끝나기 전 상태')),
                ('claimed_at', models.DateTimeField(verbose_name='채용을 안 일시')),
                ('also_counted_by', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('work24', '고용센터(고용24)'), ('saeil', '여성새로일하기센터'), ('seoul', '서울시 일자리센터'), ('senior', '시니어클럽·노인일자리'), ('disability', '장애인고용공단'), ('other', '그 밖의 기관')], max_length=12), blank=True, default=list, size=None, verbose_name='함께 세는 기관')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company', verbose_name='사업체')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.joborder', verbose_name='구인')),
                ('seeker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seekers.seeker', verbose_name='구직자')),
            ],
            options={
                'verbose_name': '취업',
                'verbose_name_plural': '취업',
                'indexes': [models.Index(fields=['district', 'state', 'start_on'], name='placement_by_start'), models.Index(fields=['district', 'seeker'], name='placement_by_seeker'), models.Index(fields=['district', 'company'], name='placement_by_company')],
                'constraints': [models.UniqueConstraint(fields=('district', 'public_id'), name='placement_public_id'), models.UniqueConstraint(fields=('district', 'seeker', 'company', 'start_on'), name='placement_once'), models.CheckConstraint(condition=models.Q(('state__in', ['claimed', 'confirmed', 'documented', 'started', 'retained', 'ended', 'annulled'])), name='placement_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', False), ('state', jobvisit.office.referrals.states.PlacementState['ENDED'])), models.Q(models.Q(('state', jobvisit.office.referrals.states.PlacementState['ENDED']), _negated=True), ('ended_on__isnull', True)), _connector='OR'), name='placement_end_has_day')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stored_as', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('kind', models.CharField(max_length=4, verbose_name='형식')),
                ('size', models.PositiveIntegerField(verbose_name='크기')),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='referrals.placement')),
            ],
            options={
                'verbose_name': '증빙',
                'verbose_name_plural': '증빙',
                'constraints': [models.UniqueConstraint(fields=('district', 'placement', 'sha256'), name='evidence_once')],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=30, verbose_name='알선 번호')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('consented', 'consented'), ('sent', 'sent'), ('viewed', 'viewed'), ('interview', 'interview'), ('offered', 'offered'), ('hired', 'hired'), ('declined_by_resident', 'declined_by_resident'), ('refused_by_employer', 'refused_by_employer'), ('no_show', 'no_show'), ('withdrawn', 'withdrawn'), ('obsolete', 'obsolete'), ('expired', 'expired')], max_length=24, verbose_name='상태')),
                ('reason', models.CharField(blank=True, max_length=20, verbose_name='사유')),
                ('reason_note', models.CharField(blank=True, max_length=400, verbose_name='사유 설명')),
                ('proposed_at', models.DateTimeField(verbose_name='제안 일시')),
                ('rank', models.PositiveSmallIntegerField(null=True, verbose_name='그 명단에서의 순위')),
                ('special', models.CharField(blank=True, choices=[('resident_asked', '본인이 원함'), ('employer_asked', '사업주가 지정함'), ('measure', '법령·협약에 따른 우선 알선'), ('counsellor', '상담 결과 알맞음')], max_length=20, verbose_name='명단 밖에서 고른 사유')),
                ('moved_at', models.DateTimeField(verbose_name='마지막 변화')),
                ('answer_by', models.DateField(verbose_name='답을 기다리는 날')),
                ('left_from', models.CharField(blank=True, max_length=24, verbose_name='나가기 전 상태')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.joborder', verbose_name='구인')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='담당 상담사')),
                ('parked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.referral', verbose_name='밀어낸 채용')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seeker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seekers.seeker', verbose_name='구직자')),
                ('shown', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matches.shownlist', verbose_name='고를 때 본 추천 명단')),
            ],
            options={
                'verbose_name': '알선',
                'verbose_name_plural': '알선',
                'indexes': [models.Index(fields=['district', 'state', '-moved_at'], name='referral_by_state'), models.Index(fields=['district', 'order', 'state'], name='referral_by_order'), models.Index(fields=['district', 'seeker', 'state'], name='referral_by_seeker'), models.Index(fields=['district', 'owner', 'state'], name='referral_by_owner')],
                'constraints': [models.UniqueConstraint(fields=('district', 'number'), name='referral_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('special', ''), ('rank__isnull', False)), models.Q(models.Q(('special', ''), _negated=True), ('rank__isnull', True)), _connector='OR'), name='referral_listed_or_special')],
            },
        ),
        migrations.AddField(
            model_name='placement',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='referrals.referral', verbose_name='알선'),
        ),
        migrations.CreateModel(
            name='Interview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='면접 일시')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='면접 장소')),
                ('state', models.CharField(choices=[('offered', 'offered'), ('booked', 'booked'), ('attended', 'attended'), ('no_show', 'no_show'), ('excused', 'excused'), ('revoked', 'revoked')], max_length=12, verbose_name='상태')),
                ('accompanied', models.BooleanField(default=False, verbose_name='동행면접')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('companion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='동행한 상담사')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('slot', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.interviewslot', verbose_name='면접 시간')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interviews', to='referrals.referral', verbose_name='알선')),
            ],
            options={
                'verbose_name': '면접',
                'verbose_name_plural': '면접',
                'ordering': ['at', 'id'],
                'indexes': [models.Index(fields=['district', 'state', 'at'], name='interview_by_time')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', [jobvisit.office.referrals.states.InterviewState['BOOKED'], jobvisit.office.referrals.states.InterviewState['OFFERED']])), fields=('district', 'referral'), name='interview_coming_once'), models.CheckConstraint(condition=models.Q(('state__in', ['offered', 'booked', 'attended', 'no_show', 'excused', 'revoked'])), name='interview_state_known')],
            },
        ),
        migrations.CreateModel(
            name='ReferralConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given', models.BooleanField(verbose_name='동의')),
                ('text_version', models.CharField(max_length=20, verbose_name='동의서 판')),
                ('channel', models.CharField(choices=[('paper', '종이 서명'), ('tablet', '태블릿 서명'), ('face', '만나서 말로'), ('phone', '전화'), ('link', '링크'), ('sms', '문자')], max_length=10, verbose_name='방법')),
                ('source', models.CharField(choices=[('spoken_visit', '방문해서 들음'), ('spoken_phone', '전화로 들음'), ('spoken_desk', '창구에서 들음'), ('link', '링크로 답함'), ('sms', '문자로 답함'), ('paper', '서류'), ('office', '센터의 판단'), ('system', '저절로')], max_length=16, verbose_name='들은 곳')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company', verbose_name='제공받는 업체')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='referrals.referral', verbose_name='알선')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '알선 동의',
                'verbose_name_plural': '알선 동의',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['district', 'referral', '-at'], name='referral_consent_latest')],
            },
        ),
        migrations.AddField(
            model_name='referral',
            name='consent',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.referralconsent', verbose_name='이 업체에 대한 동의'),
        ),
        migrations.CreateModel(
            name='Rung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('claimed', '채용을 들음'), ('employer', '사업주 확인'), ('resident', '본인 확인'), ('documented', '서류로 확인'), ('started', '출근 확인'), ('retained_1', '1개월 근속'), ('retained_3', '3개월 근속'), ('retained_6', '6개월 근속'), ('retained_12', '12개월 근속'), ('ended', '퇴사'), ('annulled', '취업 취소'), ('reopened', '다시 살림')], max_length=12, verbose_name='단계')),
                ('source', models.CharField(choices=[('spoken_visit', '방문해서 들음'), ('spoken_phone', '전화로 들음'), ('spoken_desk', '창구에서 들음'), ('link', '링크로 답함'), ('sms', '문자로 답함'), ('paper', '서류'), ('office', '센터의 판단'), ('system', '저절로')], max_length=16, verbose_name='들은 곳')),
                ('reason', models.CharField(blank=True, max_length=20, verbose_name='사유')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='설명')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.evidence')),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rungs', to='referrals.placement', verbose_name='취업')),
            ],
            options={
                'verbose_name': '증빙 단계',
                'verbose_name_plural': '증빙 단계',
                'ordering': ['at', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind__in', ['ended', 'annulled', 'reopened']), _negated=True), fields=('district', 'placement', 'kind'), name='rung_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'documented'), _negated=True), ('evidence__isnull', False), _connector='OR'), name='rung_document_has_paper'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'ended'), ('reason__in', ['personal', 'employer', 'term', 'moved', 'terms_broken', 'never_started', 'unreachable', 'other'])), models.Q(('kind', 'annulled'), ('reason__in', ['mistake', 'not_hired', 'duplicate', 'unproven'])), models.Q(('kind__in', ['ended', 'annulled']), _negated=True), _connector='OR'), name='rung_end_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='뽑은 일시')),
                ('since', models.DateField(verbose_name='채용일부터')),
                ('until', models.DateField(verbose_name='채용일까지')),
                ('seed', models.BigIntegerField(verbose_name='난수 씨앗')),
                ('frame', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None, verbose_name='뽑은 모집단')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
            ],
            options={
                'verbose_name': '재확인 표본',
                'verbose_name_plural': '재확인 표본',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SampleItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(blank=True, choices=[('confirmed', '맞음'), ('wrong', '사실과 다름'), ('unreachable', '연락 불가')], max_length=12, verbose_name='결과')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='설명')),
                ('checked_at', models.DateTimeField(null=True, verbose_name='확인 일시')),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='samples', to='referrals.placement', verbose_name='취업')),
                ('sample', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='referrals.sample')),
            ],
            options={
                'verbose_name': '표본의 취업',
                'verbose_name_plural': '표본의 취업',
                'constraints': [models.UniqueConstraint(fields=('district', 'sample', 'placement'), name='sampled_once')],
            },
        ),
        migrations.CreateModel(
            name='SilenceStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('ask', '물어봄'), ('pause', '멈춤'), ('close', '닫음')], max_length=8, verbose_name='한 일')),
                ('since', models.DateTimeField(verbose_name='마지막 답')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.joborder', verbose_name='구인')),
            ],
            options={
                'verbose_name': '무응답 처리',
                'verbose_name_plural': '무응답 처리',
                'ordering': ['-at', '-id'],
                'constraints': [models.UniqueConstraint(fields=('district', 'order', 'step', 'since'), name='silence_step_once')],
            },
        ),
        migrations.CreateModel(
            name='SkippedApplicant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('unreachable', '연락이 닿지 않음'), ('not_now', '본인이 지금은 원하지 않음'), ('elsewhere', '다른 알선이 진행 중'), ('asked_before', '이 업체를 이미 거절함'), ('to_confirm', '확인할 조건이 남음'), ('measure', '법령·협약에 따른 우선 알선')], max_length=20, verbose_name='사유')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.joborder', verbose_name='구인')),
                ('seeker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seekers.seeker', verbose_name='구직자')),
                ('shown', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matches.shownlist', verbose_name='추천 명단')),
            ],
            options={
                'verbose_name': '먼저 신청했으나 묻지 않은 사람',
                'verbose_name_plural': '먼저 신청했으나 묻지 않은 사람',
                'ordering': ['-at', 'id'],
                'indexes': [models.Index(fields=['district', 'order', '-at'], name='skipped_by_order')],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('by_us', '우리가 알선한 사람을 채용'), ('by_themselves', '업체가 스스로 채용'), ('other_agency', '다른 기관의 알선으로 채용'), ('not_filled', '채용하지 못함'), ('no_longer', '뽑을 계획이 없어짐'), ('unknown', '모름')], max_length=16, verbose_name='어떻게 찼는가')),
                ('source', models.CharField(choices=[('spoken_visit', '방문해서 들음'), ('spoken_phone', '전화로 들음'), ('spoken_desk', '창구에서 들음'), ('link', '링크로 답함'), ('sms', '문자로 답함'), ('paper', '서류'), ('office', '센터의 판단'), ('system', '저절로')], max_length=16, verbose_name='들은 곳')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.joborder', verbose_name='구인')),
            ],
            options={
                'verbose_name': '구인 마감',
                'verbose_name_plural': '구인 마감',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['district', 'order', '-at'], name='closing_latest')],
            },
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', [jobvisit.office.referrals.states.ReferralState['CONSENTED'], jobvisit.office.referrals.states.ReferralState['INTERVIEW'], jobvisit.office.referrals.states.ReferralState['OFFERED'], jobvisit.office.referrals.states.ReferralState['PROPOSED'], jobvisit.office.referrals.states.ReferralState['SENT'], jobvisit.office.referrals.states.ReferralState['VIEWED']])), fields=('district', 'order', 'seeker'), name='referral_live_once'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'consented', 'sent', 'viewed', 'interview', 'offered', 'hired', 'declined_by_resident', 'refused_by_employer', 'no_show', 'withdrawn', 'obsolete', 'expired'])), name='referral_state_known'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', [jobvisit.office.referrals.states.ReferralState['HIRED'], jobvisit.office.referrals.states.ReferralState['INTERVIEW'], jobvisit.office.referrals.states.ReferralState['NO_SHOW'], jobvisit.office.referrals.states.ReferralState['OFFERED'], jobvisit.office.referrals.states.ReferralState['REFUSED'], jobvisit.office.referrals.states.ReferralState['SENT'], jobvisit.office.referrals.states.ReferralState['VIEWED']]), _negated=True), ('consent__isnull', False), _connector='OR'), name='referral_sent_with_consent'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), models.Q(('state__in', [jobvisit.office.referrals.states.ReferralState['DECLINED'], jobvisit.office.referrals.states.ReferralState['EXPIRED'], jobvisit.office.referrals.states.ReferralState['NO_SHOW'], jobvisit.office.referrals.states.ReferralState['OBSOLETE'], jobvisit.office.referrals.states.ReferralState['REFUSED'], jobvisit.office.referrals.states.ReferralState['WITHDRAWN']]), _negated=True)), models.Q(('reason__in', ['pay', 'hours', 'distance', 'work', 'employer', 'licence', 'found_work', 'health', 'no_consent', 'other']), ('state', jobvisit.office.referrals.states.ReferralState['DECLINED'])), models.Q(('reason__in', ['experience', 'licence', 'skill', 'terms', 'another', 'closed', 'unreachable', 'other']), ('state', jobvisit.office.referrals.states.ReferralState['REFUSED'])), models.Q(('reason__in', ['mistake', 'order_closed', 'consent_withdrawn', 'unlawful', 'other']), ('state', jobvisit.office.referrals.states.ReferralState['WITHDRAWN'])), models.Q(('reason__in', ['hired_elsewhere', 'order_filled']), ('state', jobvisit.office.referrals.states.ReferralState['OBSOLETE'])), models.Q(('reason__in', ['no_answer', 'no_result', 'order_closed']), ('state', jobvisit.office.referrals.states.ReferralState['EXPIRED'])), models.Q(('reason__in', ['unknown', 'changed_mind', 'lost', 'ill']), ('state', jobvisit.office.referrals.states.ReferralState['NO_SHOW'])), _connector='OR'), name='referral_reason_coded'),
        ),
    ]
