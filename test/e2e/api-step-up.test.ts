import { Secret, TOTP } from 'otpauth';
import { trainingPassword } from '../../libs/casework/people/seed-training';
import type { SessionView } from '../../libs/contracts/api/session';
import { newId } from '../../libs/persistence/bytes';
import { stepUpOf, type CasePlayer } from '../support/case-player';
import { Client, cookieOf, openApi, testEnvironment, type Answer, type TestApi } from '../support/api';
import { newCase, playToStep } from '../support/record';

describe('confirmation for signing', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openApi('apistep', { signIn: { ...testEnvironment({}).signIn, stepUpMinutes: 5 } });
  });
  afterAll(() => api.close());
});
