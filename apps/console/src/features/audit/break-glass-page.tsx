import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { breakGlassQuery, endBreakGlass, type BreakGlassView } from '../../api/audit';
import { useActKey } from '../../api/keys';
import { More } from '../../ui/more';
import { Facts, Notice, Page } from '../../ui/page';
import { Empty, Fetched, useFailureWords } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { momentInFull } from '../../words/dates';
import { MachineTime } from './machine-time';

/** Who asked for emergency access to which case and why, who agreed, and until when; newest first. */
export function BreakGlassPage(): ReactNode {
  const { t } = useTranslation();
  const { done } = useSearch({ from: '/app/break-glass' });
  const answer = useInfiniteQuery(breakGlassQuery);
  const mayAsk = answer.data?.pages[0]?.mayAsk === true;
  const actions = mayAsk && (
    <Link className="button button-main" to="/break-glass/new">
      {t('glass.ask')}
    </Link>
  );
  return (
    <Page title={t('glass.title')} lead={t('glass.lead')} actions={actions}>
      <MachineTime />
      {done === 'asked' && <Notice tone="done" title={t('glass.asked')} live />}
      <Fetched answer={answer}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          return rows.length === 0 ? (
            <Empty title={t('glass.empty')}>
              <p className="quiet">{t('glass.emptyHint')}</p>
            </Empty>
          ) : (
            <>
              {rows.map((row) => (
                <Glass key={row.id} glass={row} />
              ))}
              <More pages={answer} />
            </>
          );
        }}
      </Fetched>
    </Page>
  );
}

function Glass({ glass }: { glass: BreakGlassView }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const at = (instant: string | null): string => (instant === null ? '' : momentInFull(instant, language));
  const by = (person: BreakGlassView['decidedBy'], instant: string | null): string =>
    t('glass.byAt', { name: person ? say(person.name) : '', at: at(instant) });
  const { askedBy, decidedBy, endedBy, until } = glass;
  return (
    <article className="card" aria-label={glass.caseNumber}>
      <header className="card-head">
        <h2 className="figures">{glass.caseNumber}</h2>
        <span className={`tag glass-${glass.state}`}>{t(`glass.state.${glass.state}`)}</span>
      </header>
      <Facts
        rows={[
          [
            t('glass.facts.asked'),
            t('glass.askedFor', { name: say(askedBy.name), at: at(glass.askedAt), count: glass.hours }),
          ],
          [
            t('glass.facts.reason'),
            <span key="reason" className="said">
              {glass.reason}
            </span>,
          ],
          [t('glass.facts.decided'), decidedBy ? by(decidedBy, glass.decidedAt) : t('glass.waits')],
          until ? [t('glass.facts.until'), at(until)] : null,
          endedBy ? [t('glass.facts.ended'), by(endedBy, glass.endedAt)] : null,
        ]}
      />
      <Acts glass={glass} />
    </article>
  );
}

/** What the API offers on it. */
function Acts({ glass }: { glass: BreakGlassView }): ReactNode {
  const { t } = useTranslation();
  const words = useFailureWords();
  const client = useQueryClient();
  const key = useActKey();
  const end = useMutation({
    mutationFn: () => endBreakGlass(glass.id, key(glass.id)),
    onSettled: () => client.invalidateQueries({ queryKey: ['break-glass'] }),
  });
  if (glass.allowedActions.length === 0) return null;
  const may = (act: BreakGlassView['allowedActions'][number]): boolean => glass.allowedActions.includes(act);
  const params = { glassId: glass.id };
  return (
    <div className="card-actions">
      {may('decide') && (
        <Link className="button button-main" to="/break-glass/$glassId/decide" params={params}>
          {t('glass.decide')}
          <span className="unseen">{` ${glass.caseNumber}`}</span>
        </Link>
      )}
      {may('look') && (
        <Link className="button button-main" to="/break-glass/$glassId/record" params={params}>
          {t('glass.look')}
          <span className="unseen">{` ${glass.caseNumber}`}</span>
        </Link>
      )}
      {may('end') && (
        <Button danger loading={end.isPending} onClick={() => end.mutate()}>
          {t('glass.end')}
          <span className="unseen">{` ${glass.caseNumber}`}</span>
        </Button>
      )}
      {end.error && (
        <p className="field-error" role="alert">
          {words(end.error)}
        </p>
      )}
    </div>
  );
}
