import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matches', '0001_begin'),
        ('orders', '0001_begin'),
        ('seekers', '0001_begin'),
        ('staff', '0001_begin'),
        ('staff', '__first__'),
    ]

    operations = [
        migrations.AddField(
            model_name='shownlist',
            name='measure_price',
            field=models.IntegerField(default=0, verbose_name='우선 소개로 줄어든 기대(백만분율)'),
        ),
        migrations.AddField(
            model_name='shownlist',
            name='prices',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None, verbose_name='백만분율 가격'),
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(max_length=120, verbose_name='법적 근거')),
                ('group', models.CharField(max_length=40, verbose_name='대상 집단')),
                ('weight', models.DecimalField(decimal_places=2, max_digits=3, verbose_name='가중')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('reason', models.CharField(max_length=200, verbose_name='설명')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.joborder')),
            ],
            options={
                'verbose_name': '우선 소개 근거',
                'verbose_name_plural': '우선 소개 근거',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['district', 'order', '-id'], name='measure_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('weight__gte', 0), ('weight__lte', 2), models.Q(('basis', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='measure_is_lawful_and_explained')],
            },
        ),
        migrations.AddField(
            model_name='shownlist',
            name='measure',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matches.measure'),
        ),
        migrations.CreateModel(
            name='ModelVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=40, verbose_name='판')),
                ('model', models.JSONField(verbose_name='매개변수')),
                ('at', models.DateTimeField(verbose_name='만든 일시')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
            ],
            options={
                'verbose_name': '평가 기준 판',
                'verbose_name_plural': '평가 기준 판',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('district', 'version'), name='model_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Override',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('kind', models.CharField(choices=[('placed', '자리를 정함'), ('removed', '명단에서 뺌'), ('lifted', '되돌림')], max_length=8, verbose_name='무엇을')),
                ('place', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='몇째로')),
                ('why', models.CharField(choices=[('wish', '상담에서 들은 희망'), ('employer', '사업체가 말한 사정'), ('skill', '파일에 없는 기술·경험'), ('tried', '이미 소개했음'), ('timing', '지금은 시작할 수 없음'), ('mistake', '파일이나 구인표의 잘못'), ('other', '그 밖의 사유')], max_length=10, verbose_name='사유')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='설명')),
                ('terms', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None, verbose_name='항목별 점수')),
                ('unknown', models.SmallIntegerField(default=0, verbose_name='확인할 것')),
                ('model_version', models.CharField(max_length=40, verbose_name='평가 기준 판')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.joborder')),
                ('seeker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seekers.seeker')),
                ('shown', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matches.shownlist')),
            ],
            options={
                'verbose_name': '명단 고침',
                'verbose_name_plural': '명단 고침',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['district', 'order', 'seeker', '-id'], name='override_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'placed'), ('place__gte', 1)), models.Q(models.Q(('kind', 'placed'), _negated=True), ('place', None)), _connector='OR'), name='override_place_where_placed'), models.CheckConstraint(condition=models.Q(models.Q(('why', 'other'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='override_other_is_explained')],
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('asked', '물어봄'), ('declined', '구직자가 사양함'), ('accepted', '구직자가 받아들임'), ('interviewed', '면접함'), ('refused', '사업체가 거절함'), ('hired', '채용됨'), ('left', '그만둠'), ('retained', '계속 일함'), ('undone', '잘못 적음')], max_length=12, verbose_name='결과')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.joborder')),
                ('seeker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seekers.seeker')),
            ],
            options={
                'verbose_name': '소개 결과',
                'verbose_name_plural': '소개 결과',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['district', 'order', 'seeker', '-id'], name='result_latest')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='만든 일시')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('accepted', 'accepted'), ('discarded', 'discarded'), ('replaced', 'replaced')], max_length=10, verbose_name='상태')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='정한 일시')),
                ('prices_until', models.DateField(null=True, verbose_name='가격을 쓰는 마지막 날')),
                ('model_version', models.CharField(max_length=40, verbose_name='평가 기준 판')),
                ('inputs', models.JSONField(verbose_name='입력')),
                ('summary', models.JSONField(verbose_name='요약')),
                ('found', models.BinaryField(verbose_name='배정')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='만든 사람')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
            ],
            options={
                'verbose_name': '알선 배정안',
                'verbose_name_plural': '알선 배정안',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['district', 'state', '-id'], name='round_by_state')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'accepted')), fields=('district',), name='round_accepted_once'), models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'accepted', 'discarded', 'replaced'])), name='round_state_known')],
            },
        ),
        migrations.AddField(
            model_name='shownlist',
            name='round',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matches.round', verbose_name='배정 가격'),
        ),
        migrations.CreateModel(
            name='VersionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='사유')),
                ('back', models.BooleanField(default=False, verbose_name='되돌림')),
                ('judged', models.JSONField(default=dict, verbose_name='비교')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.district', verbose_name='구')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='matches.modelversion')),
            ],
            options={
                'verbose_name': '판 바꿈',
                'verbose_name_plural': '판 바꿈',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['district', '-id'], name='version_step_latest')],
            },
        ),
    ]
