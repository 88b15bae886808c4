import { installWithApt } from '../apt.mjs';
import { findChromium, hasChineseFont } from '../browser-programs.mjs';
import { SetupFailure } from '../failure.mjs';

/**
 * Chromium and a font with Chinese characters, for the tests that walk through the console.
 * @param {import('../index.mjs').SetupContext} context
 */
export async function browser({ say }) {
  const packages = [];
  if (findChromium() === undefined) packages.push('chromium');
  if (!hasChineseFont()) packages.push('fonts-noto-cjk');
  if (packages.length > 0) {
    if (process.platform === 'darwin') {
      throw new SetupFailure('no Chromium or Chrome on this machine', [
        'brew install --cask google-chrome',
        'or set CHROMIUM_PATH to a Chromium of yours',
      ]);
    }
    await installWithApt({ packages, what: 'the browser for tests', usually: '15–60 s', say });
  }
  const chromium = findChromium();
  if (chromium === undefined) {
    throw new SetupFailure('Chromium was installed but is not found', ['set CHROMIUM_PATH to its full path']);
  }
  say(`browser for tests: ${chromium}, with Chinese characters`);
}
