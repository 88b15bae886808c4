import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { openCase } from '../../api/acts';
import { useActKey } from '../../api/keys';
import { callsQuery } from '../../api/queries';
import type { Call } from '../../api/types';
import { Facts, Page } from '../../ui/page';
import { Empty, FailureLine, Fetched } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { dateInFull } from '../../words/dates';
import { programmeWords } from '../../words/vocabulary';
import { Basis } from '../deadlines/basis';

/** Calls whose window is open, and the way into a declaration. */
export function CallsPage(): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(callsQuery);
  return (
    <Page title={t('calls.title')} lead={t('calls.lead')} narrow>
      <Fetched answer={answer}>
        {(list) =>
          list.items.length === 0 ? (
            <Empty title={t('calls.empty')}>
              <p className="quiet">{t('calls.emptyHint')}</p>
            </Empty>
          ) : (
            <ul className="plain">
              {list.items.map((call) => (
                <CallCard key={call.id} call={call} />
              ))}
            </ul>
          )
        }
      </Fetched>
    </Page>
  );
}

function CallCard({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const navigate = useNavigate();
  const client = useQueryClient();
  const key = useActKey();
  const open = useMutation({
    mutationFn: () => openCase(call.id, key(call.id)),
    onSuccess: async (opened) => {
      await client.invalidateQueries();
      await navigate({ to: '/inbox/$taskId', params: { taskId: opened.taskId } });
    },
  });
  return (
    <li className="card">
      <div className="card-head">
        <h2>{say(call.title)}</h2>
        <Basis basis={call.basis} />
      </div>
      <Facts
        rows={[
          [
            t('calls.notice'),
            `${call.noticeNumber}${language === 'en' ? ', ' : '，'}${dateInFull(call.noticeDate, language)}`,
          ],
          [t('calls.programme'), `${say(programmeWords(call.programme))} ${call.programmeVersion}`],
          [
            t('calls.window'),
            t('calls.fromTo', {
              from: dateInFull(call.windowOpens, language),
              to: dateInFull(call.windowCloses, language),
            }),
          ],
        ]}
      />
      <FailureLine error={open.error} />
      {call.open ? (
        <Button type="primary" loading={open.isPending} onClick={() => open.mutate()}>
          {t('calls.start')}
        </Button>
      ) : (
        <p className="quiet">{t('calls.closed')}</p>
      )}
    </li>
  );
}
