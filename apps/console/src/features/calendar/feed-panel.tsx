import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { endFeed, feedQuery, makeFeed } from '../../api/overdue';
import { Notice, Panel } from '../../ui/page';
import { FailureLine, Fetched } from '../../ui/states';
import { useLanguage } from '../../words';
import { momentInFull } from '../../words/dates';

/** My due dates in a calendar program, behind a secret address that is shown once. */
export function FeedPanel(): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const answer = useQuery(feedQuery);
  const onSettled = () => client.invalidateQueries({ queryKey: feedQuery.queryKey });
  const make = useMutation({ mutationFn: () => makeFeed(language), onSettled });
  const end = useMutation({
    mutationFn: endFeed,
    onSettled: () => {
      make.reset();
      return onSettled();
    },
  });
  const failed = make.error ?? end.error;
  return (
    <Panel title={t('calendar.feed.title')} level={2}>
      <p>{t('calendar.feed.lead')}</p>
      <Notice tone="warn">{t('calendar.feed.warning')}</Notice>
      <Fetched answer={answer}>
        {({ createdAt }) => (
          <>
            {make.data ? (
              <Address address={window.location.origin + make.data.path} />
            ) : (
              <p role="status">
                {end.isSuccess && !createdAt
                  ? t('calendar.feed.ended')
                  : createdAt
                    ? t('calendar.feed.since', { at: momentInFull(createdAt, language) })
                    : t('calendar.feed.none')}
              </p>
            )}
            <div className="form-foot">
              <Button loading={make.isPending} onClick={() => make.mutate()}>
                {t(createdAt ? 'calendar.feed.renew' : 'calendar.feed.make')}
              </Button>
              {createdAt && (
                <Button danger loading={end.isPending} onClick={() => end.mutate()}>
                  {t('calendar.feed.end')}
                </Button>
              )}
            </div>
          </>
        )}
      </Fetched>
      <FailureLine error={failed} />
    </Panel>
  );
}

function Address({ address }: { address: string }): ReactNode {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    // Missing on plain http beyond localhost: the address can be chosen and copied by hand.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    await clipboard?.writeText(address).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Notice tone="done" title={t('calendar.feed.renewed')} live>
      <div className="filters">
        <label htmlFor="feed-address">{t('calendar.feed.address')}</label>
        <Input id="feed-address" readOnly value={address} onFocus={(event) => event.target.select()} />
        <Button onClick={() => void copy()}>{t(copied ? 'calendar.feed.copied' : 'calendar.feed.copy')}</Button>
      </div>
    </Notice>
  );
}
