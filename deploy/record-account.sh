# Run once, by the image of PostgreSQL, when the record is first made: the account of the pages and the workers. It reads
# and writes rows; tables, triggers and accounts are the owner's, which `migrate` alone uses. (psql 15 knows \getenv.)
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv password RESGUARDO_SERVICE_PASSWORD
CREATE ROLE resguardo_service LOGIN PASSWORD :'password';
SQL
