import django.db.models.deletion
import jobvisit.office.desks.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('seekers', '0002_signatures'),
        ('staff', '0003_plans_and_absences'),
        ('staff', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='주소')),
                ('directions', models.CharField(blank=True, max_length=200, verbose_name='찾아오는 길')),
                ('in_use', models.BooleanField(default=True, verbose_name='사용 중')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.post', verbose_name='근무지')),
            ],
            options={
                'verbose_name': '상담소 장소',
                'verbose_name_plural': '상담소 장소',
                'constraints': [models.UniqueConstraint(fields=('district', 'post'), name='desk_place_once'), models.UniqueConstraint(fields=('district', 'public_id'), name='desk_place_public_id')],
            },
        ),
        migrations.CreateModel(
            name='Closure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField(verbose_name='첫날')),
                ('last', models.DateField(verbose_name='마지막 날')),
                ('reason', models.CharField(max_length=100, verbose_name='까닭')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='closures', to='desks.place')),
            ],
            options={
                'verbose_name': '휴관',
                'verbose_name_plural': '휴관',
                'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='desk_closure_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='이름')),
                ('kind', models.CharField(choices=[('counsel', '개별 상담'), ('group', '집단 상담·설명회')], default='counsel', max_length=10, verbose_name='종류')),
                ('begins', models.TimeField(verbose_name='시작 시각')),
                ('ends', models.TimeField(verbose_name='끝 시각')),
                ('seats', models.PositiveSmallIntegerField(default=1, verbose_name='동시에 상담하는 자리')),
                ('slot_minutes', models.PositiveSmallIntegerField(default=30, verbose_name='한 사람 상담 시간(분)')),
                ('capacity', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='정원')),
                ('bookable', models.BooleanField(default=True, verbose_name='인터넷 예약을 받음')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('rule', models.CharField(max_length=200, verbose_name='반복 규칙')),
                ('valid_from', models.DateField(verbose_name='시작일')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='종료일')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desks.place', verbose_name='장소')),
            ],
            options={
                'verbose_name': '정기 상담소',
                'verbose_name_plural': '정기 상담소',
                'constraints': [models.UniqueConstraint(fields=('district', 'public_id'), name='desk_series_public_id'), models.CheckConstraint(condition=models.Q(('ends__gt', models.F('begins'))), name='desk_series_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Exclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='날짜')),
                ('reason', models.CharField(max_length=100, verbose_name='까닭')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exclusions', to='desks.series')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('district', 'series', 'on'), name='desk_exclusion_once')],
            },
        ),
        migrations.CreateModel(
            name='SeriesStaff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats_of', to='desks.series')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('district', 'series', 'user'), name='desk_series_staff_once')],
            },
        ),
        migrations.AddField(
            model_name='series',
            name='staff',
            field=models.ManyToManyField(related_name='+', through='desks.SeriesStaff', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='이름')),
                ('kind', models.CharField(choices=[('counsel', '개별 상담'), ('group', '집단 상담·설명회')], default='counsel', max_length=10, verbose_name='종류')),
                ('begins', models.TimeField(verbose_name='시작 시각')),
                ('ends', models.TimeField(verbose_name='끝 시각')),
                ('seats', models.PositiveSmallIntegerField(default=1, verbose_name='동시에 상담하는 자리')),
                ('slot_minutes', models.PositiveSmallIntegerField(default=30, verbose_name='한 사람 상담 시간(분)')),
                ('capacity', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='정원')),
                ('bookable', models.BooleanField(default=True, verbose_name='인터넷 예약을 받음')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('on', models.DateField(verbose_name='날짜')),
                ('state', models.CharField(default=jobvisit.office.desks.states.SessionState['PLANNED'], max_length=10, verbose_name='상태')),
                ('because', models.CharField(blank=True, max_length=200, verbose_name='열지 않는 까닭')),
                ('by_rule', models.BooleanField(default=False)),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='연 때')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='닫은 때')),
                ('handover', models.TextField(blank=True, verbose_name='인계 메모')),
                ('last_number', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desks.place', verbose_name='장소')),
                ('series', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='desks.series')),
            ],
            options={
                'verbose_name': '상담소',
                'verbose_name_plural': '상담소',
                'indexes': [models.Index(fields=['district', 'on'], name='desk_session_by_day')],
                'constraints': [models.UniqueConstraint(fields=('district', 'public_id'), name='desk_session_public_id'), models.UniqueConstraint(condition=models.Q(('series__isnull', False)), fields=('district', 'series', 'on'), name='desk_session_once_a_day'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'open', 'closed', 'cancelled'])), name='desk_session_state_known'), models.CheckConstraint(condition=models.Q(('ends__gt', models.F('begins'))), name='desk_session_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('because', ''), _negated=True), _connector='OR'), name='desk_session_says_why'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'cancelled']), ('opened_at__isnull', False), _connector='OR'), name='desk_session_was_opened')],
            },
        ),
        migrations.CreateModel(
            name='SessionStaff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats_of', to='desks.session')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('district', 'session', 'user'), name='desk_session_staff_once')],
            },
        ),
        migrations.AddField(
            model_name='session',
            name='staff',
            field=models.ManyToManyField(related_name='+', through='desks.SessionStaff', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='번호')),
                ('origin', models.CharField(choices=[('booked', '예약'), ('walk_in', '바로 옴')], max_length=10, verbose_name='온 길')),
                ('state', models.CharField(max_length=10, verbose_name='상태')),
                ('slot', models.TimeField(blank=True, null=True, verbose_name='예약 시각')),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='이름')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='전화')),
                ('consent_version', models.CharField(blank=True, max_length=20, verbose_name='동의서 판')),
                ('registered', models.BooleanField(default=False, verbose_name='여기서 구직 등록함')),
                ('made_at', models.DateTimeField(verbose_name='받은 때')),
                ('arrived_at', models.DateTimeField(blank=True, null=True, verbose_name='온 때')),
                ('called_at', models.DateTimeField(blank=True, null=True, verbose_name='부른 때')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='끝난 때')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('seeker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seekers.seeker')),
                ('served_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='desks.session', verbose_name='상담소')),
            ],
            options={
                'verbose_name': '상담 번호표',
                'verbose_name_plural': '상담 번호표',
                'ordering': ['number', 'slot', 'id'],
                'indexes': [models.Index(fields=['district', 'phone', 'made_at'], name='desk_ticket_by_phone'), models.Index(fields=['district', 'seeker'], name='desk_ticket_by_seeker')],
                'constraints': [models.UniqueConstraint(fields=('district', 'public_id'), name='desk_ticket_public_id'), models.UniqueConstraint(fields=('district', 'session', 'number'), name='desk_ticket_number_once'), models.CheckConstraint(condition=models.Q(('state__in', ['listed', 'booked', 'waiting', 'called', 'served', 'left', 'no_show', 'cancelled'])), name='desk_ticket_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', [jobvisit.office.desks.states.TicketState['CALLED'], jobvisit.office.desks.states.TicketState['LEFT'], jobvisit.office.desks.states.TicketState['SERVED'], jobvisit.office.desks.states.TicketState['WAITING']]), _negated=True), ('number__isnull', False), _connector='OR'), name='desk_ticket_has_number')],
            },
        ),
    ]
