import type { Language, MessageLine } from '../deliveries';
import type { Words } from '../forms';

const separator: Words = { zh: '，', en: ', ' };
const product: Words = { zh: '国家医学中心申报与评审', en: 'National Medical Centers' };
const greeting = (name: string): Words => ({ zh: `${name}：`, en: `${name},` });
const closing: Words = { zh: '请登录系统查看：', en: 'Please sign in to read more: ' };
const noReply: Words = {
  zh: '本消息由系统自动发送，请勿回复。',
  en: 'This message was sent automatically; replies are not read.',
};

const titleOf = (count: number): Words => ({
  zh: `您有${String(count)}条通知`,
  en: count === 1 ? 'You have 1 notification' : `You have ${String(count)} notifications`,
});
const moreOf = (count: number): Words => ({ zh: `另有${String(count)}条`, en: `and ${String(count)} more` });

/** Subject and plain text of a message. Of a case it tells number, step and date, whatever it is about. */
export function messageWords(
  message: { name: string; lines: readonly MessageLine[]; more: number; link: string },
  language: Language,
): { title: string; text: string } {
  const heading = titleOf(message.lines.length + message.more)[language];
  const lines = message.lines.map((line) =>
    [line.number, line.step, line.date].filter((part) => part !== null).join(separator[language]),
  );
  const more = message.more > 0 ? [moreOf(message.more)[language]] : [];
  return {
    title: `${product[language]}${language === 'zh' ? '：' : ': '}${heading}`,
    text: [
      greeting(message.name)[language],
      '',
      ...lines,
      ...more,
      '',
      `${closing[language]}${message.link}`,
      noReply[language],
      '',
    ].join('\n'),
  };
}
