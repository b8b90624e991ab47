/** How a case goes on after a verdict, and how it is kept in the store. Pure. */
import type { CaseChange, CaseRow } from "../store/index.ts";
import {
  type CaseFile,
  type EndReason,
  type Mark,
  NEW_CASE,
  type OwnerLook,
  type Subject,
  type Verdict,
} from "./facts.ts";

/** What this tick has found of a machine. */
export interface Finding {
  readonly verdict: Verdict;
  /** Undefined: nobody was asked. */
  readonly look: OwnerLook | undefined;
  readonly now: number;
  /** When the look had ended. */
  readonly lookedAt: number;
  /** Its end is decided, and this tick can't pay for it: its turn to be looked at comes first again. */
  readonly isWaiting?: boolean;
}

/** What is told, and whether it was taken, is added when Slack has answered: see `CaseFiles.told`. */
export function nextFile(subject: Subject, finding: Finding): CaseFile {
  const { file } = subject;
  const mark = nextMark(subject, finding);
  return {
    ...file,
    mark,
    isApproved: file.isApproved && mark?.why === file.mark?.why && mark?.at === file.mark?.at,
    ...nextUnknown(file, finding),
    warning: nextWarning(file, finding),
    gapWarning: nextGapWarning(file, finding),
    deletingSince: isLeaving(subject) ? (file.deletingSince ?? finding.now) : null,
  };
}

const isLeaving = ({ status }: Subject): boolean => status === "deleting";

/** Only life, or another reason, takes a mark away: what is unknown neither confirms nor denies it. */
function nextMark({ file, status }: Subject, { verdict, look, lookedAt }: Finding): Mark | null {
  if (verdict.kind === "mark") return { why: verdict.why, at: lookedAt };
  if (file.mark?.why === "failed") return status === "error" ? file.mark : null;
  return look?.kind === "alive" ? null : file.mark;
}

function nextUnknown(
  { unknownSince, escalations }: CaseFile,
  { look, now }: Finding,
): Pick<CaseFile, "unknownSince" | "escalations"> {
  if (look === undefined) return { unknownSince, escalations };
  return look.kind === "unknown"
    ? { unknownSince: unknownSince ?? now, escalations }
    : { unknownSince: null, escalations: 0 };
}

function nextWarning({ warning }: CaseFile, { verdict, now }: Finding): CaseFile["warning"] {
  if (verdict.kind !== "warn" || verdict.of !== "lease-end") return warning;
  const { endsAt } = verdict;
  return warning?.endsAt === endsAt ? warning : { endsAt, firstTriedAt: now, saidAt: null };
}

/** The first one after a gap counts: `plan` passes over those that are older than the gap's end. */
function nextGapWarning(
  { gapWarning }: CaseFile,
  { verdict, now }: Finding,
): CaseFile["gapWarning"] {
  if (verdict.kind !== "warn" || verdict.of !== "end-after-gap") return gapWarning;
  const isCurrent = gapWarning !== null && gapWarning.firstTriedAt >= verdict.since;
  return isCurrent ? gapWarning : { firstTriedAt: now, saidAt: null };
}

const REASONS: readonly EndReason[] = [
  "lease",
  "lifetime",
  "asked",
  "leftover",
  "owner-ended",
  "owner-missing",
  "failed",
];

/** No row: nothing is remembered. A reason that we do not know (any more) marks nothing. */
export function fileOf(row: CaseRow | undefined): CaseFile {
  if (!row) return NEW_CASE;
  const why = REASONS.find((reason) => reason === row.markWhy);
  return {
    mark: why && row.markAt !== null ? { why, at: row.markAt, ...byOf(row) } : null,
    unknownSince: row.unknownSince,
    escalations: row.escalations,
    warning:
      row.warnedEnd === null || row.warnTriedAt === null
        ? null
        : { endsAt: row.warnedEnd, firstTriedAt: row.warnTriedAt, saidAt: row.warnSaidAt },
    gapWarning:
      row.gapTriedAt === null ? null : { firstTriedAt: row.gapTriedAt, saidAt: row.gapSaidAt },
    isApproved: row.approvedAt !== null,
    deletingSince: row.deletingSince,
    failedAt: row.failedAt,
  };
}

/** Another machine has come to bear the id, or the name has changed: nothing of what was found holds for it. */
export const forgotten = (row: CaseRow): CaseRow => ({
  ...row,
  ...{
    lookedAt: null,
    lookKind: null,
    lookDetail: null,
    markWhy: null,
    markAt: null,
    markBy: null,
  },
  ...{ unknownSince: null, escalations: 0, warnedEnd: null, warnTriedAt: null, warnSaidAt: null },
  ...{ gapTriedAt: null, gapSaidAt: null, approvedAt: null, approvedBy: null },
  ...{ deletingSince: null, failedAt: null },
});
const byOf = ({ markBy }: CaseRow): Pick<Mark, "by"> =>
  markBy === "webhook" ? { by: markBy } : {};

/** The row as it is to be after this tick. */
export function changeOf(
  { id, stem, row }: { id: string; stem: string; row: CaseRow | undefined },
  file: CaseFile,
  { look, now, isWaiting = false }: Pick<Finding, "look" | "now" | "isWaiting">,
): CaseChange {
  const looked =
    look && !look.isUnasked
      ? {
          lookedAt: isWaiting ? (row?.lookedAt ?? null) : now,
          lookKind: look.kind,
          lookDetail: look.evidence,
        }
      : {
          lookedAt: row?.lookedAt ?? null,
          lookKind: row?.lookKind ?? null,
          lookDetail: row?.lookDetail ?? null,
        };
  return {
    machineId: id,
    stem,
    ...looked,
    markWhy: file.mark?.why ?? null,
    markAt: file.mark?.at ?? null,
    markBy: file.mark?.by ?? null,
    unknownSince: file.unknownSince,
    escalations: file.escalations,
    warnedEnd: file.warning?.endsAt ?? null,
    warnTriedAt: file.warning?.firstTriedAt ?? null,
    warnSaidAt: file.warning?.saidAt ?? null,
    gapTriedAt: file.gapWarning?.firstTriedAt ?? null,
    gapSaidAt: file.gapWarning?.saidAt ?? null,
    approvedAt: file.isApproved ? (row?.approvedAt ?? null) : null,
    approvedBy: file.isApproved ? (row?.approvedBy ?? null) : null,
    deletingSince: file.deletingSince,
    version: row?.version ?? 0,
  };
}
