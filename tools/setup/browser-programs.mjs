import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isExecutable, which } from './which.mjs';

const macBrowsers = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** @returns {string | undefined} full path of the Chromium to drive in browser tests (CHROMIUM_PATH, or installed) */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return isExecutable(given) ? given : undefined;
  return (
    which(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) ?? macBrowsers.find(isExecutable)
  );
}

/** @returns {boolean} whether Chinese text is drawn as characters rather than boxes */
export function hasChineseFont() {
  if (process.platform === 'darwin') return true;
  const list = which(['fc-list']);
  if (list === undefined) return existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc');
  return execFileSync(list, [':lang=zh-cn', 'family'], { encoding: 'utf8', timeout: 30_000 }).trim() !== '';
}
