import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { endOtherSessions, endSession, mySessionsQuery } from '../../api/security';
import { Panel } from '../../ui/page';
import { FailureLine, Fetched } from '../../ui/states';
import { useLanguage } from '../../words';
import { momentInFull } from '../../words/dates';

/** Where I am signed in; any of them can be ended from here. */
export function SessionsPanel(): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const answer = useQuery(mySessionsQuery);
  const onSettled = () => client.invalidateQueries({ queryKey: mySessionsQuery.queryKey });
  const end = useMutation({ mutationFn: endSession, onSettled });
  const endOthers = useMutation({ mutationFn: endOtherSessions, onSettled });
  const failed = end.error ?? endOthers.error;
  return (
    <Panel title={t('security.sessions.title')} level={2}>
      <Fetched answer={answer}>
        {({ items }) => (
          <>
            <ul className="plain sessions">
              {items.map((one) => (
                <li key={one.id}>
                  <strong>{one.agent || t('security.sessions.noAgent')}</strong>{' '}
                  {one.mine && <span>{t('security.sessions.mine')}</span>}
                  <p className="quiet">
                    {t('security.sessions.facts', {
                      address: one.address,
                      from: momentInFull(one.createdAt, language),
                      seen: momentInFull(one.lastSeenAt, language),
                    })}
                  </p>
                  {!one.mine && (
                    <Button
                      size="small"
                      aria-label={t('security.sessions.endOf', { agent: one.agent, address: one.address })}
                      onClick={() => end.mutate(one.id)}
                    >
                      {t('security.sessions.end')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {items.length > 1 && (
              <div className="form-foot">
                <Button danger loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
                  {t('security.sessions.endOthers')}
                </Button>
              </div>
            )}
          </>
        )}
      </Fetched>
      <FailureLine error={failed} />
    </Panel>
  );
}
