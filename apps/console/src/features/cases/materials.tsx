import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { contentAddress } from '../../api/upload';
import type { CaseDocument, CasePage } from '../../api/types';
import { Empty } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { fileSize, momentInFull } from '../../words/dates';
import { Uploader } from '../documents/uploader';

export function Materials({ page }: { page: CasePage }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="materials">
      {page.allowedActions.includes('add-document') && <Uploader caseId={page.id} />}
      {page.documents.length === 0 ? (
        <Empty title={t('materials.empty')} />
      ) : (
        <ul className="plain documents">
          {page.documents.map((document) => (
            <Material key={document.id} caseId={page.id} document={document} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Material({ caseId, document }: { caseId: string; document: CaseDocument }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  return (
    <li className="document">
      <a href={contentAddress(caseId, document.id)} download={document.fileName}>
        {document.title}
      </a>
      <span className="quiet">
        {document.fileName} · {fileSize(document.size)} · {say(document.addedBy)} ·{' '}
        {momentInFull(document.addedAt, language)}
      </span>
      <details className="why">
        <summary>{t('materials.digest')}</summary>
        <code className="hash">{document.sha256}</code>
      </details>
    </li>
  );
}
