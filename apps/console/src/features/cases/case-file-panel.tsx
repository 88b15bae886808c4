import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { caseFileAddress } from '../../api/upload';
import type { CaseAction, CasePage } from '../../api/types';
import { Panel } from '../../ui/page';

const kinds = [
  { action: 'export-file', kind: 'archive' },
  { action: 'export-applicant-file', kind: 'applicant' },
] as const satisfies readonly { action: CaseAction; kind: 'archive' | 'applicant' }[];

/** The file of a decision to be saved, with what is in it; nothing where the API allows none. */
export function CaseFilePanel({ page }: { page: CasePage }): ReactNode {
  const { t } = useTranslation();
  const offered = kinds.filter(({ action }) => page.allowedActions.includes(action));
  if (offered.length === 0) return null;
  return (
    <Panel title={t('caseFile.title')}>
      {offered.map(({ kind }) => (
        <div key={kind}>
          <p id={`case-file-${kind}`}>{t(`caseFile.what.${kind}`)}</p>
          <p className="quiet">{t('caseFile.how')}</p>
          <a className="button" href={caseFileAddress(page.id, kind)} download aria-describedby={`case-file-${kind}`}>
            {t('caseFile.export')}
          </a>
        </div>
      ))}
    </Panel>
  );
}
