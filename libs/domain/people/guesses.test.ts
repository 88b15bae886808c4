import { dictionary } from '@zxcvbn-ts/language-common';
import { whyNotPassword } from './password';
import { guessesOf } from './guesses';

const why = (password: string, username = 'nhc.handler1') => whyNotPassword(password, username, guessesOf);

describe('which passwords are taken', () => {
  it.each(['short', '123456789', 'a1B2c3D4!', '九个汉字的密码呢啊'])('%s is too short', (password) => {
    expect(why(password)).toBe('password-short');
  });

  it.each(['NHC.handler1!', 'xx-nhc.handler1-xx'])('%s has the user name in it', (password) => {
    expect(why(password)).toBe('password-personal');
  });

  it.each([
    ...[
      'password123',
      'Password2026!',
      'P@ssw0rd2026',
      'administrator',
      'Admin@123456',
      'training-2026',
      'letmein!!!!',
    ],
    ...['qwertyuiop', '1qaz2wsx3edc', '!QAZ2wsx#EDC', 'zxcvbnm,./', 'asdfghjkl123', 'poiuytrewq', 'abcdefghij'],
    ...['1234567890', '0987654321', '13800138000', '19900101abc', '110101199001011234', '11010119900101123x'],
    ...['aaaaaaaaaa', 'abababababab', 'abc123abc123', '1212121212', 'wo-wo-wo-wo-'],
    ...[
      'woaini1314520',
      'woaini@2026',
      'zhongguo2026',
      'beijing2008!',
      'weijianwei2026',
      'yiyuan123456',
      'mima123456!',
    ],
    ...['lihua19900101', 'lihua@20260101', 'iloveyou2026', 'helloworld1', 'hospital-2026', '2026-beijing'],
  ])('%s is what a guesser tries', (password) => {
    expect(why(password)).toBe('password-common');
  });

  it.each([
    ...[
      'correct horse battery staple',
      'vogel-kranz-7-lampe',
      'Tq9#mmL2vx!r',
      'plum kettle drifting',
      '三只青蛙在屋顶上喝茶',
    ],
    ...['zoumaguanhuabuluoye', 'x7kQ-29fe-mm1z', 'das graue pferd liest', 'quietly-juggling-anvils'],
  ])('%s is taken', (password) => {
    expect(why(password)).toBeNull();
  });

  it('no breached password of the list is taken, nor with something at its end', () => {
    const long = dictionary['passwords-common'].filter((one) => one.length >= 9);
    expect(long.length).toBeGreaterThan(3_000);
    const sample = long.filter((_, at) => at % 12 === 0);
    expect(sample.flatMap((one) => [one, `${one}1!`]).filter((one) => why(one) === null)).toEqual([]);
  });

  it('a very long password is looked at quickly', () => {
    const began = performance.now();
    expect(why('@4301$!5'.repeat(500))).toBe('password-common');
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('asks for no kinds of characters', () => {
    expect(why('nurgutelangesaetze')).toBeNull();
  });
});
