import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { breakGlassRecordQuery } from '../../api/audit';
import { More } from '../../ui/more';
import { Notice, Page } from '../../ui/page';
import { Failure, Loading } from '../../ui/states';
import { useLanguage } from '../../words';
import { momentInFull } from '../../words/dates';
import { AuditList } from './audit-list';

/** The record of a case under emergency access. Nothing is fetched before it is asked for: each look is recorded. */
export function GlassRecordPage(): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const { glassId } = useParams({ from: '/app/break-glass/$glassId/record' });
  const answer = useInfiniteQuery(breakGlassRecordQuery(glassId));
  const first = answer.data?.pages[0];
  if (!first) {
    return (
      <Page title={t('glass.recordTitle')} narrow>
        <Notice tone="warn">{t('glass.gate')}</Notice>
        {answer.error ? <Failure error={answer.error} /> : null}
        {answer.isFetching ? (
          <Loading />
        ) : (
          <div className="form-foot">
            <Button type="primary" onClick={() => void answer.refetch()}>
              {t('glass.open')}
            </Button>
            <Link to="/break-glass">{t('ui.cancel')}</Link>
          </div>
        )}
      </Page>
    );
  }
  return (
    <>
      <div className="glass-banner" role="status">
        <strong>{t('glass.banner', { number: first.number, until: momentInFull(first.until, language) })}</strong>
        <span>{t('glass.reasonGiven', { reason: first.reason })}</span>
        <span>{t('glass.bannerRules')}</span>
        <Link to="/break-glass">{t('glass.title')}</Link>
      </div>
      <Page title={`${t('glass.recordTitle')} ${first.number}`}>
        <AuditList events={answer.data?.pages.flatMap((page) => page.items) ?? []} />
        {answer.isFetchNextPageError && <Failure error={answer.error} />}
        <More pages={answer} />
      </Page>
    </>
  );
}
