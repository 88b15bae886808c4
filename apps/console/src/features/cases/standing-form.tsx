import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnCase } from '../../api/acts';
import { sessionQuery } from '../../api/queries';
import type { CasePage } from '../../api/types';
import { ActFields } from './act-fields';
import { blanks } from './act-errors';
import { ActForm } from './act-form';
import type { StandingAction } from './case-actions';
import { BackToCase, useCaseReceipt } from './back-to-case';
import { useAct } from './use-act';

/** Where an act is sent: agreeing is the same route as asking, done by the one whose agreement is waited for. */
const routeOf: Record<StandingAction, string> = {
  withdraw: 'withdraw',
  'agree-withdrawal': 'withdraw',
  hold: 'hold',
  resume: 'resume',
};

/** Acts on the standing of the whole case: withdraw, agree to a withdrawal, hold, resume. */
export function StandingForm({ page, action }: { page: CasePage; action: StandingAction }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const session = useQuery(sessionQuery);
  const tell = useCaseReceipt(page);
  const byPaper =
    action === 'withdraw' && (session.data?.posts.some((post) => post.role === 'provincial-signatory') ?? false);
  const act = useAct({
    draft: `${page.id}.${action}`,
    check: (values) => blanks(values, action === 'hold' ? ['reason', 'reviewOn'] : ['reason'], t('mistake.required')),
    send: (values, key) => actOnCase(page.id, routeOf[action], values, key),
    recorded: async (receipt) => {
      tell(receipt, t(`cases.action.${action}`), receipt.waitsForAgreement ? [t('cases.waitsForAgreement')] : []);
      await navigate({ to: '/cases/$caseId', params: { caseId: page.id } });
    },
  });
  return (
    <ActForm
      title={t(`cases.action.${action}`)}
      act={act}
      what={t(`cases.actionWhat.${action}`)}
      tone={action === 'resume' ? 'info' : 'warn'}
      danger={action === 'withdraw' || action === 'agree-withdrawal'}
      back={<BackToCase page={page} />}
    >
      <ActFields page={page} action={action} byPaper={byPaper} act={act} />
    </ActForm>
  );
}
