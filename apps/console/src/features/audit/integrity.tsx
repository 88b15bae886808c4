import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { anchorsQuery, verificationQuery, type Anchor, type Verification } from '../../api/audit';
import { Facts, Notice, Panel } from '../../ui/page';
import { Fetched } from '../../ui/states';
import { useLanguage } from '../../words';
import { figure, momentInFull } from '../../words/dates';
import { zhAudit } from '../../words/zh-audit';

/** The newest anchor and the last verification; what to do where something was found. */
export function IntegrityPanels(): ReactNode {
  const { t } = useTranslation();
  const anchors = useQuery(anchorsQuery);
  const verification = useQuery(verificationQuery);
  return (
    <>
      <div className="panels">
        <Panel level={2} title={t('audit.verification')}>
          <Fetched answer={verification}>
            {({ last }) => (last ? <LastVerification last={last} /> : <p className="quiet">{t('audit.never')}</p>)}
          </Fetched>
        </Panel>
        <Panel level={2} title={t('audit.anchors')}>
          <Fetched answer={anchors}>{({ items }) => <Latest anchor={items[0]} />}</Fetched>
        </Panel>
      </div>
      {verification.data?.last?.intact === false && <Broken last={verification.data.last} />}
    </>
  );
}

function LastVerification({ last }: { last: Verification }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const { events, cases, processes, anchors, sinceAnchor, caseNumber } = last;
  const counted = t('audit.checkedOf', {
    ...{ events: figure(events), cases: figure(cases), processes: figure(processes), anchors: figure(anchors) },
  });
  return (
    <Facts
      rows={[
        [
          t('audit.record'),
          <span key="state" className={`tag health-${last.intact ? 'up' : 'broken'}`}>
            {last.intact ? `✓ ${t('audit.intact')}` : `✗ ${t('audit.broken')}`}
          </span>,
        ],
        [t('audit.checkedAt'), momentInFull(last.at, language)],
        [
          t('audit.checked'),
          <>
            {counted}
            {sinceAnchor !== null && <div className="quiet">{t('audit.since', { seq: sinceAnchor })}</div>}
            {caseNumber !== null && <div className="quiet">{t('audit.onlyCase', { number: caseNumber })}</div>}
          </>,
        ],
      ]}
    />
  );
}

function Latest({ anchor }: { anchor: Anchor | undefined }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!anchor) return <p className="quiet">{t('audit.noAnchor')}</p>;
  const { seq, at, chains, root, keyId, alg } = anchor;
  return (
    <Facts
      rows={[
        [t('audit.latest'), t('audit.anchorAt', { seq, at: momentInFull(at, language), chains: figure(chains) })],
        [t('audit.root'), <code key="root">{root}</code>],
        [t('audit.keyId'), <code key="key">{keyId}</code>],
        [t('audit.algorithm'), alg],
      ]}
    />
  );
}

const known = <T extends object>(words: T, name: string): keyof T => (name in words ? name : 'other') as keyof T;

function Broken({ last }: { last: Verification }): ReactNode {
  const { t } = useTranslation();
  return (
    <Notice tone="error" title={t('audit.findings')}>
      <ul className="audit-findings">
        {last.findings.map((one) => (
          <li key={`${one.chain} ${String(one.seq)}`}>
            {t('audit.finding', {
              where: one.number ?? one.chain,
              seq: one.seq,
              what: t(`audit.found.${known(zhAudit.found, one.kind)}`),
            })}
          </li>
        ))}
        {last.anchorFindings.map((one) => (
          <li key={`anchor ${String(one.anchor)} ${one.fault}`}>
            {t('audit.anchorFinding', {
              seq: one.anchor,
              what: t(`audit.anchorFound.${known(zhAudit.anchorFound, one.fault)}`),
            })}
          </li>
        ))}
      </ul>
      <p className="notice-title">{t('audit.whatNow')}</p>
      <ol className="audit-findings">
        {(['stop', 'again', 'tell', 'compare'] as const).map((step) => (
          <li key={step}>{t(`audit.steps.${step}`)}</li>
        ))}
      </ol>
    </Notice>
  );
}
