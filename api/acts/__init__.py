"""What people do to a case. JSON routes and pages both come through here: access is asked, then one update is sent."""
