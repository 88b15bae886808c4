import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider, theme, type ConfigProviderProps } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useLanguage } from '../words';
import type { makeRouter } from './router';
import { themeOf, tokenScope, useDark } from './theme';

/** The nonce the API wrote into the page: what antd may add to the styles under the strict content policy. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;

type AntdLocale = ConfigProviderProps['locale'];

function useAntdLocale(): AntdLocale {
  const language = useLanguage();
  const [locale, setLocale] = useState<AntdLocale>();
  useEffect(() => {
    const words = language === 'en' ? import('antd/locale/en_GB') : import('antd/locale/zh_CN');
    void words.then((module) => setLocale(module.default));
  }, [language]);
  return locale;
}

export function Providers({
  client,
  router,
}: {
  client: QueryClient;
  router: ReturnType<typeof makeRouter>;
}): ReactNode {
  const dark = useDark();
  const locale = useAntdLocale();
  useEffect(() => {
    document.documentElement.dataset.appearance = dark ? 'dark' : 'light';
  }, [dark]);
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={locale}
      theme={themeOf(dark)}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <Ground>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Ground>
    </ConfigProvider>
  );
}

/** Where the tokens hold as custom properties. antd's own App would bring its dialogs and messages along, which we do not use. */
function Ground({ children }: { children: ReactNode }): ReactNode {
  // Asking for the tokens is what makes antd write them.
  theme.useToken();
  return <div className={`app ${tokenScope}`}>{children}</div>;
}
