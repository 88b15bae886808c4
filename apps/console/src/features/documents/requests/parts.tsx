import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestItem, RequestRow, RequestView } from '../../../api/types';
import { versionAddress } from '../../../api/upload';
import { noticePdf, receiptPdf } from '../../../api/requests';
import { Facts } from '../../../ui/page';
import { useLanguage, useSay } from '../../../words';
import { dateInFull, fileSize, momentInFull } from '../../../words/dates';
import { Light, LimitLine } from '../../deadlines/light';
import { TemplateLink } from '../template-link';

/** Light and words of a request's limit; before service there is none yet. */
export function RequestLimit({ row }: { row: RequestRow }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  if (row.limit && row.state === 'sent') return <LimitLine limit={row.limit} />;
  if (row.overdue && row.dueOn)
    return (
      <span className="limit limit-overdue">
        <Light light="overdue" />
        <span className="limit-text">{t('requests.overdue', { date: dateInFull(row.dueOn, language) })}</span>
      </span>
    );
  if (row.state === 'sent' && row.servedOn === null)
    return <span className="limit quiet">{t('requests.notServedLong')}</span>;
  if (row.dueOn) return <span className="quiet">{t('limit.due', { date: dateInFull(row.dueOn, language) })}</span>;
  return <span className="quiet">—</span>;
}

/** Kind, round, and whether it was passed on or late. */
export function RequestTags({ row }: { row: RequestRow }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <span className="tag">{t(`requests.kind.${row.kind}`)}</span>
      {row.round > 1 && <span className="tag status-on-hold">{t('requests.round', { round: row.round })}</span>}
      {row.passedOn && <span className="tag">{t('requests.passedOn')}</span>}
      {row.late && <span className="tag status-on-hold">{t('requests.late')}</span>}
    </>
  );
}

/** What everybody who reads a request is told of it. */
export function RequestFacts({ view }: { view: RequestView }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  return (
    <div className="request-facts">
      <Facts
        rows={[
          [
            t('requests.case'),
            <span key="case">
              <Link
                to="/cases/$caseId"
                params={{ caseId: view.caseId }}
                search={{ tab: 'requests' }}
                className="figures"
              >
                {view.caseNumber}
              </Link>{' '}
              · {say(view.applicant.name)}
            </span>,
          ],
          [t('requests.from'), say(view.from.name)],
          [t('requests.to'), say(view.to.name)],
          view.sentAt !== null && [t('requests.sentAt'), momentInFull(view.sentAt, language)],
          view.servedOn !== null && [
            t('requests.served'),
            t('requests.servedOn', {
              date: dateInFull(view.servedOn, language),
              how: view.servedHow ? t(`requests.servedHow.${view.servedHow}`) : '',
            }),
          ],
          [
            t('requests.limit'),
            view.sentAt === null ? (
              t('requests.gate.days', { count: view.dueDays })
            ) : (
              <RequestLimit key="limit" row={view} />
            ),
          ],
          view.answeredAt !== null && [t('requests.answeredAt'), momentInFull(view.answeredAt, language)],
          view.receiptNumber !== null && [t('requests.receiptNo'), view.receiptNumber],
          view.endReason !== null && [t('act.field.reason'), <span className="said">{view.endReason}</span>],
        ]}
      />
    </div>
  );
}

/** Notice and receipt: as a page, and to take away. */
export function PaperLinks({ view }: { view: RequestView }): ReactNode {
  const { t } = useTranslation();
  return (
    <p className="card-line request-papers">
      <Link to="/requests/$requestId/notice" params={{ requestId: view.id }}>
        {t('requests.showNotice')}
      </Link>
      <a href={noticePdf(view.id)} download>
        {t('requests.noticePdf')}
      </a>
      {view.receiptNumber !== null && (
        <>
          <Link to="/requests/$requestId/receipt" params={{ requestId: view.id }}>
            {t('requests.showReceipt')}
          </Link>
          <a href={receiptPdf(view.id)} download>
            {t('requests.receiptPdf')}
          </a>
        </>
      )}
    </p>
  );
}

/** What an item asks for, with the reason of its return word for word. */
export function ItemAsked({ caseId, item }: { caseId: string; item: RequestItem }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <p className="said">{item.accepts}</p>
      <p className="quiet">
        {t(item.required ? 'requests.required' : 'requests.optional')} ·{' '}
        {t('requests.formats', { formats: item.formats.join(' ').toUpperCase() })}
        {item.indicator !== null && ` · ${item.indicator}`}
        {item.template && (
          <>
            {' · '}
            <TemplateLink caseId={caseId} template={item.template} />
          </>
        )}
      </p>
      {item.returnReason !== null && (
        <div className="notice notice-warn">
          <p className="notice-title">{t('requests.returned')}</p>
          <p className="said">{item.returnReason}</p>
        </div>
      )}
    </>
  );
}

export type FileStanding = NonNullable<RequestItem['answer']>['files'][number]['standing'];

/** What is to be said of a file besides its name; nothing of a good one. */
export function FileTag({ standing }: { standing: FileStanding }): ReactNode {
  const { t } = useTranslation();
  return standing === 'good' ? null : <span className="tag status-on-hold">{t(`requests.file.${standing}`)}</span>;
}

/** An answer as it was saved: text, reason, files. */
export function ItemAnswer({ caseId, answer }: { caseId: string; answer: RequestItem['answer'] }): ReactNode {
  const { t } = useTranslation();
  if (!answer || (!answer.text && !answer.unavailableBecause && answer.files.length === 0))
    return <p className="quiet">{t('requests.nothingAnswered')}</p>;
  return (
    <div className="item-answer">
      {answer.unavailableBecause !== null && (
        <p>
          <strong>{t('requests.unavailable')}</strong> <span className="said">{answer.unavailableBecause}</span>
        </p>
      )}
      {answer.text !== null && <p className="said">{answer.text}</p>}
      {answer.files.length > 0 && (
        <ul className="plain">
          {answer.files.map((file) => (
            <li key={file.documentId}>
              <a href={versionAddress(caseId, file.documentId, file.versionId, 'content')} download={file.fileName}>
                {file.title}
              </a>{' '}
              <span className="quiet">
                {file.fileName} · {fileSize(file.size)}
              </span>{' '}
              <FileTag standing={file.standing} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
