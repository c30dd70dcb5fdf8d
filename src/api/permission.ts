/** GET /api/permission: may anything be changed through this server? Where not, every request that would is answered 403. */
export interface PermissionReply {
  allowed: boolean;
  /** Why not, and what to do about it; null where it may. */
  why: string | null;
}
