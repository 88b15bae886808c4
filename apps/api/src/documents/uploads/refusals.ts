import { Refused, type RefusalCode } from '../../../../../libs/contracts/errors';

/** What the protocol's own refusals are called here. */
const codes: Partial<Record<number, RefusalCode>> = {
  400: 'upload-protocol',
  403: 'upload-protocol',
  404: 'not-found',
  409: 'upload-offset',
  410: 'not-found',
  412: 'upload-protocol',
  413: 'file-too-large',
  501: 'upload-protocol',
};

/** A status of the protocol as a refusal in words; null for a fault. */
export function refusalOfTus(status: number): Refused | null {
  const code = codes[status];
  return code ? new Refused(code) : null;
}
