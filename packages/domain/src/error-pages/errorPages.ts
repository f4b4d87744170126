import { accountPages } from './accountPages.ts'
import { authPages } from './authPages.ts'
import { chainPages } from './chainPages.ts'
import type { ErrorPages } from './errorPageTexts.ts'
import { leaseFilePages } from './leaseFilePages.ts'
import { leasePages } from './leasePages.ts'
import { leaseSharePages } from './leaseSharePages.ts'
import { movePages } from './movePages.ts'
import { nodePages } from './nodePages.ts'
import { orderPages } from './orderPages.ts'
import { providePages } from './providePages.ts'
import { snapshotPages } from './snapshotPages.ts'

/** The texts of all pages with more than the error table has. */
export const errorPages: ErrorPages = {
  ...orderPages,
  ...leasePages,
  ...leaseFilePages,
  ...leaseSharePages,
  ...accountPages,
  ...authPages,
  ...chainPages,
  ...nodePages,
  ...providePages,
  ...snapshotPages,
  ...movePages,
}
