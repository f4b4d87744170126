import type { PostedBounty } from '@infinitio/chain'
import { bountyCategories } from '@infinitio/domain'

const g = 10n ** 18n
const daySeconds = 86_400
const mostTextBytes = 4_000

/** What is wrong with a bounty that the contract would refuse at any time, in words; null for one that it may take. */
export function bountyProblem({ category, reward, workSeconds, text }: PostedBounty): string | null {
  if (bountyCategories[category] === undefined) return 'a category is from 0 to 4'
  if (reward < 10n * g || reward > 10_000_000n * g) return 'a reward is from 10 to 10,000,000 G'
  if (workSeconds < daySeconds || workSeconds > 90 * daySeconds) return 'work takes from 1 to 90 days'
  const { length } = new TextEncoder().encode(text)
  return text.trim() === '' || length > mostTextBytes ? `a text has 1 to ${mostTextBytes} bytes` : null
}
