/**
 * GET /api/data?run=<id>, ?sweep=<name> or ?experiment=<file.yaml>: a look at the data that a run was given, that a sweep's first
 * run was given, or that an experiment names; without any of them the default data. The first look takes seconds: ask again until `state` is `ready`.
 */
export type { ClassLook, DataLook, DuplicatePair, RowPicture } from "../core/data-look.js";
export type { DataState } from "../core/data-source.js";
