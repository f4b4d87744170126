import { expect, test } from 'vitest'
import { CapText } from '#web/features/faults/CompensationCap.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

test.each([
  ['en', 'at most 2.00 PT', 'bond of 6.00 PT if that is less'],
  ['zh', '最多获得 2.00 PT', '6.00 PT 保证金的 1/24'],
] as const)('shows the most that renters get from the bond of all GPUs, in %s', (language, most, part) => {
  const shown = markupFor(language, <CapText gpus={8} bondPerGpu={6n * 10n ** 18n} />).replaceAll('\u00a0', ' ')
  for (const words of [most, part]) expect(shown).toContain(words)
})
