import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider, type ConfigProviderProps } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useState, type ReactNode } from 'react';
import { useLanguage } from '../words';
import type { makeRouter } from './router';
import { themeOf, useDark } from './theme';

/** The nonce the API wrote into the page: what antd may add to the styles under the strict content policy. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;

type AntdLocale = ConfigProviderProps['locale'];

function useAntdLocale(): AntdLocale {
  const language = useLanguage();
  const [english, setEnglish] = useState<AntdLocale>();
  useEffect(() => {
    if (language === 'en') void import('antd/locale/en_GB').then((module) => setEnglish(module.default));
  }, [language]);
  return language === 'en' ? english : zhCN;
}

export function Providers({ client, router }: { client: QueryClient; router: ReturnType<typeof makeRouter> }): ReactNode {
  const dark = useDark();
  const locale = useAntdLocale();
  useEffect(() => {
    document.documentElement.dataset.appearance = dark ? 'dark' : 'light';
  }, [dark]);
  return (
    <ConfigProvider csp={{ nonce }} locale={locale} theme={themeOf(dark)} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
      <App component="div" className="app">
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}
