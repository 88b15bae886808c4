import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { caseQuery } from '../../api/queries';
import type { CasePage } from '../../api/types';
import { Empty, Fetched } from '../../ui/states';
import type { zhVerbs } from '../../words/zh-verbs';
import { ActFrame } from './act-frame';
import { IdentityBar } from './identity-bar';
import type { Act } from './use-act';

export type ActField = keyof typeof zhVerbs.act.field;

/** The screen of an act on a case: which case it is, and below it the form, or that the act is not possible now. */
export function ActPage({
  caseId,
  refused,
  children,
}: {
  caseId: string;
  /** Said where `children` give nothing. */
  refused: string;
  children: (page: CasePage) => ReactNode;
}): ReactNode {
  const answer = useQuery(caseQuery(caseId));
  return (
    <div className="page page-narrow">
      <Fetched answer={answer}>
        {(page) => {
          const form = children(page);
          return form ? (
            <div className="act-page">
              <IdentityBar page={page} level={1} />
              {form}
            </div>
          ) : (
            <Empty title={refused}>
              <Link to="/cases/$caseId" params={{ caseId }}>
                {page.number}
              </Link>
            </Empty>
          );
        }}
      </Fetched>
    </div>
  );
}

interface Props {
  title: string;
  act: Act;
  /** What will happen. */
  what?: ReactNode;
  tone?: 'info' | 'warn';
  /** On the button, where it is not the title. */
  submit?: string;
  danger?: boolean;
  /** Nothing can be sent: what is missing stands above. */
  closed?: boolean;
  back: ReactNode;
  children: ReactNode;
}

/** The frame of every form of an act: title, what will happen, mistakes, fields, and the buttons. */
export function ActForm({ title, act, what, tone = 'info', submit, danger, closed, back, children }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <ActFrame
      act={act}
      labelOf={(field) => t(`act.field.${field as ActField}`)}
      head={
        <>
          <h2>{title}</h2>
          {what && <div className={`notice notice-${tone}`}>{what}</div>}
        </>
      }
      send={submit ?? title}
      danger={danger}
      closed={closed}
      beside={
        <>
          {back}
          {!closed && <span className="quiet">{t('decision.keys')}</span>}
        </>
      }
    >
      {children}
    </ActFrame>
  );
}
