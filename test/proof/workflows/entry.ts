/** What is bundled of GitHub's language service; see `language-service.ts`, which says why. */
export { FeatureFlags } from "@actions/expressions";
export { type ActionsMetadataProvider, validate } from "@actions/languageservice";
