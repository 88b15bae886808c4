import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** The way to the next page of a list; gone when there is none. */
export function More({ pages }: { pages: Pages }): ReactNode {
  const { t } = useTranslation();
  if (!pages.hasNextPage) return null;
  return (
    <Button block loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
      {t('ui.more')}
    </Button>
  );
}
