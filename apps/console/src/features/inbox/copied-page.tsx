import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { copiedQuery } from '../../api/queries';
import type { CopyRow } from '../../api/types';
import { More } from '../../ui/more';
import { Page } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { momentInFull } from '../../words/dates';
import { useProcedureWords } from '../cases/words';

/** Cases that colleagues copied to the reader or to a post of theirs, newest first. */
export function CopiedPage(): ReactNode {
  const { t } = useTranslation();
  const answer = useInfiniteQuery(copiedQuery);
  return (
    <Page title={t('nav.copied')} narrow>
      <Fetched answer={answer}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          return (
            <>
              {rows.length === 0 && <Empty title={t('copied.empty')} />}
              <ul className="plain">
                {rows.map((row) => (
                  <Copied key={row.id} row={row} />
                ))}
              </ul>
              <More pages={answer} />
            </>
          );
        }}
      </Fetched>
    </Page>
  );
}

function Copied({ row }: { row: CopyRow }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  return (
    <li className="card">
      <div className="card-head">
        <h2>
          <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
            {row.caseNumber}
          </Link>{' '}
          {say(row.applicant.name)}
        </h2>
        <span className="quiet card-when">{momentInFull(row.at, language)}</span>
      </div>
      <p className="quiet">
        {t('copied.by', { name: say(row.by.name) })}
        {row.toRole && <> · {t('copied.to', { post: procedure.role(row.toRole) })}</>}
        {row.stage && <> · {procedure.stage(row.stage)}</>}
      </p>
      {row.note && <p className="said">{row.note}</p>}
    </li>
  );
}
