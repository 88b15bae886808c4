import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { breakGlassQuery, decideBreakGlass, type BreakGlassView } from '../../api/audit';
import { FieldFrame } from '../../ui/field-frame';
import { Page } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { useSay } from '../../words';
import { blanks } from '../cases/act-errors';
import { ActForm } from '../cases/act-form';
import { useAct } from '../cases/use-act';

/** The second person's part: to agree or to refuse, told what either means. */
export function DecideGlassPage(): ReactNode {
  const { t } = useTranslation();
  const { glassId } = useParams({ from: '/app/break-glass/$glassId/decide' });
  const answer = useInfiniteQuery(breakGlassQuery);
  return (
    <Page title={t('glass.title')} narrow>
      <Fetched answer={answer}>
        {({ pages }) => {
          const glass = pages.flatMap((page) => page.items).find((one) => one.id === glassId);
          return glass?.allowedActions.includes('decide') ? (
            <DecideForm glass={glass} />
          ) : (
            <Empty title={t('glass.gone')}>
              <Link to="/break-glass">{t('glass.title')}</Link>
            </Empty>
          );
        }}
      </Fetched>
    </Page>
  );
}

function DecideForm({ glass }: { glass: BreakGlassView }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const act = useAct({
    draft: `glass.${glass.id}.decide`,
    check: (values) => blanks(values, ['decision'], t('mistake.choose')),
    send: ({ decision }, key) => decideBreakGlass(glass.id, decision === 'grant', key),
    recorded: () => navigate({ to: '/break-glass' }),
  });
  return (
    <div className="act-page">
      <ActForm
        title={t('glass.decideTitle')}
        act={act}
        tone="warn"
        what={
          <>
            <p>
              {t('glass.decideWhat', {
                ...{ name: say(glass.askedBy.name), number: glass.caseNumber, hours: glass.hours },
              })}
            </p>
            <p className="said">{t('glass.reasonGiven', { reason: glass.reason })}</p>
          </>
        }
        submit={t('glass.send')}
        back={<Link to="/break-glass">{t('ui.cancel')}</Link>}
      >
        <FieldFrame id="field-decision" label={t('glass.decision')} error={act.errors.get('decision')} required group>
          <Radio.Group
            className="choices"
            value={act.values.decision}
            onChange={(event) => act.set('decision', event.target.value)}
            options={(['grant', 'refuse'] as const).map((value) => ({ value, label: t(`glass.${value}`) }))}
          />
        </FieldFrame>
      </ActForm>
    </div>
  );
}
