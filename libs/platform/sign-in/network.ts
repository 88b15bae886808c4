import { isIPv4, isIPv6 } from 'node:net';

/**
 * What one caller can be told by: an IPv4 address, or the /64 an IPv6 address is of, all of which one house has to
 * itself. Text that is no address stays as it is.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  // Four numbers at the end stand for two groups.
  const width = after.length + (after.at(-1)?.includes('.') ? 1 : 0);
  const filled =
    tail === undefined ? before : [...before, ...Array<string>(8 - before.length - width).fill('0'), ...after];
  return `${filled
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
