import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { noticePdf, noticeQuery, receiptPdf, receiptQuery } from '../../../api/requests';
import type { NoticeView, ReceiptView } from '../../../api/types';
import { Heading, Notice } from '../../../ui/page';
import { Fetched } from '../../../ui/states';
import { Table } from '../../../ui/table';
import { useLanguage } from '../../../words';
import { dateInFull, fileSize, momentInFull } from '../../../words/dates';

/** The written notice as it was sent, or would be. */
export function NoticePage(): ReactNode {
  const { t } = useTranslation();
  const { requestId } = useParams({ from: '/app/requests/$requestId/notice' });
  const answer = useQuery(noticeQuery(requestId));
  return (
    <div className="page page-narrow">
      <Fetched answer={answer}>
        {(view) => (
          <>
            <NoticeSheet view={view} level={1} />
            <p className="card-line request-papers">
              <a href={noticePdf(requestId)} download>
                {t('requests.noticePdf')}
              </a>
              <Link to="/requests/$requestId" params={{ requestId }}>
                {view.notice.number ?? t('ui.close')}
              </Link>
            </p>
          </>
        )}
      </Fetched>
    </div>
  );
}

/** The notice in zh-CN whatever the language of the console: it is what the other side gets. */
export function NoticeSheet({ view, level = 2 }: { view: NoticeView; level?: 1 | 2 }): ReactNode {
  const { t } = useTranslation();
  const { notice } = view;
  return (
    <>
      <p className="quiet sheet-note">
        {view.frozen ? t('requests.proof') : t('requests.preview')}
        {view.sha256 !== null && (
          <>
            {' '}
            {t('requests.digest')} <code className="hash">{view.sha256}</code>
          </>
        )}
      </p>
      <article className="sheet" lang="zh-CN">
        {level === 1 ? <Heading>{notice.title}</Heading> : <h3>{notice.title}</h3>}
        {notice.number !== null && <p className="sheet-number figures">{notice.number}</p>}
        {notice.paragraphs.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <ol>
          {notice.items.map((item) => (
            <li key={item.no} value={item.no}>
              <strong>{item.title}</strong>
              {item.required ? '' : '（可选）'}：<span className="said">{item.accepts}</span>
              {item.returnReason !== null && <p className="said">退回理由：{item.returnReason}</p>}
            </li>
          ))}
        </ol>
        {notice.closing.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <p className="sheet-foot">
          {notice.from}
          {notice.dated !== null && (
            <>
              <br />
              {dateInFull(notice.dated, 'zh-CN')}
            </>
          )}
        </p>
      </article>
    </>
  );
}

/** What was submitted when, with every file's SHA-256. */
export function ReceiptPage(): ReactNode {
  const { t } = useTranslation();
  const { requestId } = useParams({ from: '/app/requests/$requestId/receipt' });
  const answer = useQuery(receiptQuery(requestId));
  return (
    <div className="page">
      <Fetched answer={answer}>{(view) => <Receipt view={view} />}</Fetched>
      <p className="card-line request-papers">
        <a className="button" href={receiptPdf(requestId)} download>
          {t('requests.receiptPdf')}
        </a>
        <Link to="/requests/$requestId" params={{ requestId }}>
          {t('ui.close')}
        </Link>
        <Link to="/requests">{t('requests.receiptPage.toList')}</Link>
      </p>
    </div>
  );
}

type ReceiptItem = ReceiptView['receipt']['items'][number];

function Receipt({ view }: { view: ReceiptView }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const { receipt } = view;
  const comma = language === 'en' ? ', ' : '，';
  return (
    <>
      <header className="page-head">
        <Heading>
          {t('requests.receiptPage.title')} <span className="figures receipt-number">{receipt.number}</span>
        </Heading>
      </header>
      <Notice tone="done">
        <p>
          <strong>
            {t('requests.receiptPage.received', { to: receipt.to, at: momentInFull(receipt.receivedAt, language) })}
          </strong>
          {receipt.late && ` · ${t('requests.late')}`}
        </p>
        <p className="figures">
          {receipt.requestNumber} · {receipt.caseNumber} · {receipt.applicant}
        </p>
        {receipt.letter && (
          <p>
            {t('requests.receiptPage.letter')} {receipt.letter.number}
            {comma}
            {dateInFull(receipt.letter.dated, language)}
          </p>
        )}
      </Notice>
      <Table
        caption={t('requests.receiptPage.title')}
        rows={receipt.items}
        keyOf={(item: ReceiptItem) => String(item.no)}
        columns={[
          {
            title: t('requests.items'),
            cell: (item) => (
              <>
                {item.no}. {item.title}
              </>
            ),
          },
          { title: t('requests.text'), cell: (item) => <Said item={item} /> },
          { title: t('requests.files'), cell: (item) => <Files item={item} /> },
        ]}
      />
      <p className="quiet sheet-note">
        {t('requests.digest')} <code className="hash">{view.sha256}</code>
      </p>
    </>
  );
}

function Said({ item }: { item: ReceiptItem }): ReactNode {
  const { t } = useTranslation();
  if (item.unavailableBecause !== null)
    return (
      <span className="said">
        {t('requests.unavailable')} {item.unavailableBecause}
      </span>
    );
  return <span className="said">{item.text ?? '—'}</span>;
}

function Files({ item }: { item: ReceiptItem }): ReactNode {
  const { t } = useTranslation();
  if (item.files.length === 0) return <span className="quiet">{t('requests.noFiles')}</span>;
  return (
    <ul className="plain">
      {item.files.map((file) => (
        <li key={file.sha256 + file.fileName}>
          {file.fileName} <span className="quiet">{fileSize(file.size)}</span>
          <br />
          <code className="hash">{file.sha256}</code>
        </li>
      ))}
    </ul>
  );
}
