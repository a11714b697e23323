import { identity } from "../api/session.ts";
import { Frame } from "./frame.tsx";
import { LoginPage } from "./login.tsx";
import { Gate } from "./gate.tsx";
import { Outlet } from "./outlet.tsx";

/** App is everything: the login alone, or the frame with a page in it. */
export function App() {
  if (identity.value === null || identity.value === undefined) return <LoginPage />;
  return (
    <>
      <Frame><Outlet /></Frame>
      <Gate />
    </>
  );
}
