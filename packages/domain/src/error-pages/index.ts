export { errorPage } from './errorPage.ts'
