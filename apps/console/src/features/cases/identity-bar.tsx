import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CasePage } from '../../api/types';
import { Heading } from '../../ui/page';
import { useLanguage, useSay } from '../../words';
import { dateInFull, dayOfInstant } from '../../words/dates';
import { provinceWords } from '../../words/vocabulary';
import { LimitLine } from '../deadlines/light';
import { StageStrip } from './stage-strip';
import { useProcedureWords } from './words';

/** Which case this is and where it stands; the same on every screen of the case. */
export function IdentityBar({
  page,
  level,
  actions,
}: {
  page: CasePage;
  level: 1 | 2;
  actions?: ReactNode;
}): ReactNode {
  const say = useSay();
  const procedure = useProcedureWords();
  const { t } = useTranslation();
  return (
    <header className="identity">
      <div className="identity-line">
        <span className="identity-number">{page.number}</span>
        <Heading level={level}>{say(page.applicant.name)}</Heading>
        <span className="quiet">
          {say(provinceWords(page.province))} · {say(page.programmeVersion.title)}
        </span>
        <span className={`tag status-${page.status}`}>
          {page.result
            ? t('ui.named', { name: procedure.status(page.status), what: procedure.result(page.result) })
            : procedure.status(page.status)}
        </span>
        {page.status === 'open' && <LimitLine limit={page.limit} />}
        {actions && <span className="identity-actions">{actions}</span>}
      </div>
      <StageStrip strip={page.strip} />
      <Standing page={page} />
    </header>
  );
}

function Standing({ page }: { page: CasePage }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      {page.hold && (
        <p className="notice notice-warn">
          {t('cases.held', {
            date: dayOfInstant(page.hold.since, language),
            review: dateInFull(page.hold.reviewOn, language),
            reason: page.hold.reason,
          })}
        </p>
      )}
      {page.withdrawal && (
        <p className="notice notice-warn">
          {t('cases.withdrawalWaits', {
            date: dayOfInstant(page.withdrawal.requestedAt, language),
            number: page.withdrawal.paperNumber,
            reason: page.withdrawal.reason,
          })}
        </p>
      )}
    </>
  );
}
