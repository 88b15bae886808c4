import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readNotification } from '../../api/acts';
import { notificationsQuery } from '../../api/queries';
import type { NotificationRow } from '../../api/types';
import { Page } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { momentInFull } from '../../words/dates';
import { Light } from '../deadlines/light';

export function NotificationsPage(): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(notificationsQuery);
  return (
    <Page title={t('nav.notifications')} narrow>
      <Fetched answer={answer}>
        {(list) =>
          list.items.length === 0 ? (
            <Empty title={t('notifications.empty')} />
          ) : (
            <>
              <p className="quiet" role="status">
                {t('notifications.unread', { count: list.unread })}
              </p>
              <ul className="plain notifications">
                {list.items.map((row) => (
                  <Item key={row.id} row={row} />
                ))}
              </ul>
            </>
          )
        }
      </Fetched>
    </Page>
  );
}

function Item({ row }: { row: NotificationRow }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const client = useQueryClient();
  const read = useMutation({
    mutationFn: () => readNotification(row.id),
    onSettled: () => client.invalidateQueries({ queryKey: notificationsQuery.queryKey }),
  });
  return (
    <li className={row.read ? 'card' : 'card card-unread'}>
      <div className="card-head">
        <h2>
          {row.light && <Light light={row.light} />} {say(row.title)}
          {!row.read && <span className="tag">{t('notifications.new')}</span>}
        </h2>
        <span className="quiet card-when">{momentInFull(row.at, language)}</span>
      </div>
      <p>{say(row.text)}</p>
      <p className="card-line">
        {row.caseId && (
          <Link to="/cases/$caseId" params={{ caseId: row.caseId }} onClick={() => !row.read && read.mutate()}>
            {row.caseNumber}
          </Link>
        )}
        {!row.read && (
          <Button size="small" loading={read.isPending} onClick={() => read.mutate()}>
            {t('notifications.markRead')}
          </Button>
        )}
      </p>
    </li>
  );
}
