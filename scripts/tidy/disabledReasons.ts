import type { Finding, SourceFile } from './sourceFile.ts'

/** Parts of a condition that hold only while something runs or loads. The label of the button, or a skeleton, shows that. */
const whileBusy =
  /(?:^false|isPending|isBusy|isSaving|isRunning|isFetching\w*|isSuccess|isDone|isOff|isDisabled|\bdisabled|=== undefined|=== 'running'|isRelayUnderWay\(\w+\)|typeof account !== 'string')$/

/** Buttons that need no sentence: the two ends of a stepper or of the zoom, and values that load without a query. */
const understood = new Set([
  'apps/web/features/map/ListingMap.tsx',
  'apps/web/features/order-ticket/CountStepper.tsx',
  'apps/web/features/pairing/PermissionStep.tsx',
  'apps/web/features/playground/SpendPanel.tsx',
  'apps/web/features/session/ConnectStep.tsx',
])

/**
 * Returns a finding for each button or link of a page that can be disabled, or look disabled (`aria-disabled`), for another reason than that something runs or loads, and that names no sentence with this
 * reason, neither for people who see the page nor for screen readers.
 */
export function disabledReasons({ path, text }: SourceFile): Finding[] {
  if (!/^apps\/web\/.*\.tsx$/.test(path) || path.endsWith('.test.tsx') || understood.has(path)) return []
  return [...text.matchAll(/<(?:Button|SignerButton|TransactionButton|ActPanel|Link|button|a)\b(?=[\s>])/g)].flatMap(({ index }) => {
    const tag = tagAt(text, index)
    const condition = /(?<![-\w])(?:aria-)?disabled=\{((?:[^{}]|\{[^{}]*\})*)\}/.exec(tag)?.[1]
    if (condition === undefined || /\b(?:aria-describedby|describedBy|reason)=/.test(tag)) return []
    const parts = condition.split('||').map((part) => part.trim())
    if (parts.every((part) => whileBusy.test(part))) return []
    const line = text.slice(0, index).split('\n').length
    return [{ path, rule: 'disabled-reasons', message: `line ${line}: a button is disabled without a reason: use \`reason\` or \`WhyDisabled\`` }]
  })
}

/** Returns the text of the opening tag of a component that starts at `index`. */
function tagAt(text: string, index: number): string {
  let depth = 0
  for (let at = index; at < text.length; at += 1) {
    const character = text[at]
    if (character === '{') depth += 1
    else if (character === '}') depth -= 1
    else if (character === '>' && depth === 0) return text.slice(index, at)
  }
  return text.slice(index)
}
