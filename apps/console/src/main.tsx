import { QueryClient } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { whenSessionIsLost } from './api/http';
import { ProblemError } from './api/problem';
import { sessionQuery } from './api/queries';
import { preferences } from './app/preferences';
import { Providers } from './app/providers';
import { makeRouter } from './app/router';
import { startWords } from './words';
import './styles/index.css';

/** A refusal stays a refusal; only what may pass by itself is tried again. */
const mayPass = (failures: number, error: Error): boolean =>
  failures < 2 && !(error instanceof ProblemError && error.status < 500);

const client = new QueryClient({
  defaultOptions: { queries: { staleTime: 10_000, retry: mayPass }, mutations: { retry: false } },
});
const router = makeRouter(client);

whenSessionIsLost(() => {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in' || !client.getQueryData(sessionQuery.queryKey)) return;
  client.setQueryData(sessionQuery.queryKey, null);
  void router.navigate({ to: '/sign-in', search: { next: href, expired: '1' } });
});

const place = document.getElementById('root');
if (!place) throw new Error('the page has no root element');
await startWords(preferences().language);
createRoot(place).render(
  <StrictMode>
    <Providers client={client} router={router} />
  </StrictMode>,
);
