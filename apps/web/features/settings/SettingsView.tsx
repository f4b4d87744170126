'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTheme } from 'next-themes'
import { useSyncExternalStore } from 'react'
import { useIsHydrated } from '#web/components/ui/useIsHydrated.ts'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { giveSettings, readSettings, writeSettings } from '#web/features/settings/giveSettings.ts'
import { type DisplayRate, languageNames, languages, reading } from '#web/i18n/reading.ts'
import type { Settings } from '#web/i18n/settings.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

export type SettingsViewProps = { readonly rates: readonly DisplayRate[]; readonly zones: readonly string[] }

/** Lets the user choose language, currency, time and theme. Each change applies at once in this browser. The account's other browsers take it over later. */
export function SettingsView({ rates, zones }: SettingsViewProps) {
  const t = useTranslations('settings')
  const account = useAccount()
  const keep = useStoreSettings()
  const { language, clock, rate } = reading()
  return (
    <main className="page p-settings">
      <header className="sh">
        <h1>{t('title')}</h1>
        <p className="t13 dim">{t(typeof account === 'string' ? 'withAccount' : 'here')}</p>
      </header>
      {keep.error !== null && <ProblemCallout error={keep.error} />}
      <Panel title={t('language')}>
        <div className="panel-body stack g3">
          <Segmented
            label={t('language')}
            value={language}
            options={languages.map((value) => ({ value, label: <span lang={value}>{languageNames[value]}</span> }))}
            onChange={(value) => keep.mutate({ language: value })}
          />
        </div>
      </Panel>
      <Panel title={t('money')}>
        <div className="panel-body stack g3">
          <p className="t13 dim">{t('moneyText')}</p>
          <Field label={t('currency')} hint={rate === null ? t(rates.length === 0 ? 'noRates' : 'currencyHint') : <RateLine rate={rate} />}>
            {(names) => (
              <SelectInput
                {...names}
                value={rate?.currency ?? ''}
                disabled={rates.length === 0}
                onChange={(event) => keep.mutate({ currency: event.target.value || null })}
              >
                <option value="">{t('onlyPt')}</option>
                {rates.map(({ currency }) => (
                  <option key={currency} value={currency}>
                    {currencyName(currency, language)}
                  </option>
                ))}
              </SelectInput>
            )}
          </Field>
        </div>
      </Panel>
      <Panel title={t('time')}>
        <div className="panel-body stack g3">
          <ZoneField zones={zones} onZone={(zone) => keep.mutate({ zone })} />
          <Segmented
            label={t('clock')}
            value={clock}
            options={[
              { value: '24', label: t('clock24') },
              { value: '12', label: t('clock12') },
            ]}
            onChange={(value) => keep.mutate({ clock: value })}
          />
        </div>
      </Panel>
      <ThemePanel onTheme={(theme) => keep.mutate({ theme })} />
    </main>
  )
}

/** Returns the name of a currency and its code: "Euro (EUR)". */
function currencyName(currency: string, language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'currency' }).of(currency)
  return language === 'zh' ? `${name}（${currency}）` : `${name} (${currency})`
}

/** Shows the value of one PT with its source and day. */
function RateLine({ rate: { perPt, currency, source, asOf, isFixed } }: { readonly rate: DisplayRate }) {
  const t = useTranslations('settings')
  return t('rate', { rate: `${perPt} ${currency}`, source, day: asOf, fixed: String(isFixed) })
}

function ThemePanel({ onTheme }: { readonly onTheme: (theme: 'light' | 'dark' | null) => void }) {
  const t = useTranslations('settings')
  const { theme, setTheme } = useTheme()
  const value = useIsHydrated() && (theme === 'light' || theme === 'dark') ? theme : 'system'
  return (
    <Panel title={t('theme')}>
      <div className="panel-body">
        <Segmented
          label={t('theme')}
          value={value}
          options={(['system', 'light', 'dark'] as const).map((one) => ({ value: one, label: t(`themes.${one}`) }))}
          onChange={(one) => {
            setTheme(one)
            onTheme(one === 'system' ? null : one)
          }}
        />
      </div>
    </Panel>
  )
}

/** Lets the user choose a time zone from a list, or the device's own zone with a button. */
function ZoneField({ zones, onZone }: { readonly zones: readonly string[]; readonly onZone: (zone: string) => void }) {
  const t = useTranslations('settings')
  const { zone, zoneName } = reading()
  // The server does not know the time zone of the reader's device, so the page shows that zone only after its scripts have started.
  const device = useSyncExternalStore(
    () => () => {},
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => zone,
  )
  return (
    <>
      <Field label={t('zone')} hint={t('zoneHint', { name: zoneName })}>
        {(names) => (
          <SelectInput {...names} value={zone} onChange={(event) => onZone(event.target.value)}>
            {!zones.includes(zone) && <option>{zone}</option>}
            {zones.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </SelectInput>
        )}
      </Field>
      {device !== zone && (
        <p>
          <Button size="sm" onClick={() => onZone(device)}>
            {t('deviceZone', { zone: device })}
          </Button>
        </p>
      )}
    </>
  )
}

/**
 * Changes settings in this browser at once, and in the account if the reader is signed in. All settings except the theme reload the page, because the server
 * uses them to render it.
 */
function useStoreSettings() {
  const account = useAccount()
  return useMutation({
    async mutationFn(change: Partial<Settings>) {
      const here = { ...readSettings(), ...change, changedAt: Date.now() }
      writeSettings(here)
      if (typeof account === 'string') await giveSettings(here)
      // Load the page again without the query of its URL, because a language in the query would override the chosen one.
      if (change.theme === undefined) location.replace(location.pathname)
    },
  })
}
