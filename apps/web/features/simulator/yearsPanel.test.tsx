import type { SimulatedYear } from '@infinitio/economy'
import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { YearsPanel } from '#web/features/simulator/YearsPanel.tsx'

const year = (gini: number) =>
  ({
    ...{ year: 5, activeProviders: 10, compute: 20, utilisation: 0.5, price: 1, supply: 100, surplus: 1, burned: 1, rebates: 1, programmes: 1 },
    ...{ gInflation: 0.03, hhi: 0.1, gini, nakamoto: 3, largestShare: 0.2, medianIncome: 12 },
  }) as SimulatedYear

test('shows the last value of each figure, beside that of the simulation before', () => {
  expect(markupFor('en', <YearsPanel years={[year(0.25)]} before={null} />)).not.toContain('before:')
  const compared = (language: 'en' | 'zh') => markupFor(language, <YearsPanel years={[year(0.25)]} before={year(0.5)} />)
  expect(compared('en')).toContain('0.250 (run before: 0.500)')
  expect(compared('zh')).toContain('0.250（上次运行：0.500）')
})
