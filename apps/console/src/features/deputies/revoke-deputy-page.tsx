import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { deputiesQuery, revokeDeputy, type DeputyView } from '../../api/deputies';
import { Page } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { useSay } from '../../words';
import { ParagraphField } from '../cases/act-controls';
import { typedText } from '../cases/act-errors';
import { ActForm } from '../cases/act-form';
import { useAct } from '../cases/use-act';

export function RevokeDeputyPage(): ReactNode {
  const { t } = useTranslation();
  const { deputyId } = useParams({ from: '/app/deputies/$deputyId/revoke' });
  const answer = useQuery(deputiesQuery);
  return (
    <Page title={t('deputies.title')} narrow>
      <Fetched answer={answer}>
        {({ forMe, standingIn, ofBody }) => {
          const grant = [...forMe, ...standingIn, ...ofBody].find((one) => one.id === deputyId && one.mayRevoke);
          return grant ? <RevokeForm grant={grant} /> : <Empty title={t('deadEnd.notFound')} />;
        }}
      </Fetched>
    </Page>
  );
}

function RevokeForm({ grant }: { grant: DeputyView }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const names = { deputy: say(grant.deputy.name), principal: say(grant.principal.name) };
  const act = useAct({
    draft: `deputy.${grant.id}.revoke`,
    check: () => [],
    send: ({ reason }, key) => revokeDeputy(grant.id, { reason: typedText(reason) }, key),
    recorded: () => navigate({ to: '/deputies', search: { done: 'revoked' } }),
  });
  return (
    <div className="act-page">
      <ActForm
        title={t('deputies.revokeOf', names)}
        act={act}
        tone="warn"
        what={t('deputies.revokeWhat', names)}
        submit={t('deputies.revoke')}
        danger
        back={<Link to="/deputies">{t('ui.cancel')}</Link>}
      >
        <ParagraphField act={act} name="reason" maxLength={1000} rows={2} required={false} />
      </ActForm>
    </div>
  );
}
