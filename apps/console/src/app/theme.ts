import { theme, type ThemeConfig } from 'antd';
import { useSyncExternalStore } from 'react';
import { usePreferences } from './preferences';

const media = typeof window.matchMedia === 'function' ? window.matchMedia('(prefers-color-scheme: dark)') : null;

export function useDark(): boolean {
  const { appearance } = usePreferences();
  const system = useSyncExternalStore(
    (listener) => {
      media?.addEventListener('change', listener);
      return () => media?.removeEventListener('change', listener);
    },
    () => media?.matches ?? false,
  );
  return appearance === 'system' ? system : appearance === 'dark';
}

/** Class on which antd declares the tokens. */
export const tokenScope = 'mcr';

const both = {
  fontSize: 14,
  borderRadius: 4,
  motion: false,
  wireframe: false,
  fontFamily: "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
};

/** Set once; the style sheet reads the same values as custom properties. Text and edges reach WCAG AA on their grounds. */
export const themeOf = (dark: boolean): ThemeConfig => ({
  algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
  cssVar: { key: tokenScope },
  hashed: false,
  token: dark
    ? {
        ...both,
        colorPrimary: '#4680c4',
        colorLink: '#8ab8f0',
        colorLinkHover: '#b3d2f7',
        colorLinkActive: '#b3d2f7',
        colorBgLayout: '#14171b',
        colorBgContainer: '#1c2025',
        colorBgElevated: '#242930',
        colorBorder: '#7b838e',
        colorBorderSecondary: '#333a43',
        colorTextSecondary: '#b3bac4',
        colorTextTertiary: '#a3abb6',
        colorTextPlaceholder: '#98a0ab',
        colorError: '#d0453c',
        colorWarning: '#e0b34a',
        colorSuccess: '#6cc08b',
      }
    : {
        ...both,
        colorPrimary: '#1f4e8c',
        colorLink: '#1f4e8c',
        // The derived ones are too pale to be read on the ground of a page.
        colorLinkHover: '#163a69',
        colorLinkActive: '#163a69',
        colorBgLayout: '#f3f5f7',
        colorBorder: '#868e9a',
        colorBorderSecondary: '#dfe3e8',
        colorText: '#1b222c',
        colorTextSecondary: '#4b5563',
        colorTextTertiary: '#5b6472',
        colorTextPlaceholder: '#667080',
        colorError: '#b3261e',
        colorWarning: '#8a5a00',
        colorSuccess: '#1d6b3e',
      },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Select: { optionSelectedBg: dark ? '#2b3a4d' : '#e6eef8' },
  },
});
